/** Servers each of which can do the work. The one that did it last is asked first, so that all work goes to one of them. */
export interface Failover<S> {
  /** The server that is asked first. */
  current: () => S;
  /**
   * Does work on the first server that does it.
   * @param work may be begun once on each server
   * @param movesOn true for an error after which another server may do better
   * @throws what another server would not do better; when none does it, the error of the one that was asked first
   */
  run: <T>(work: (server: S) => Promise<T>, movesOn: (error: unknown) => boolean) => Promise<T>;
}

/**
 * @param servers in the order in which they are asked, one at least
 * @param onMove called when another server is asked first from then on
 */
export function createFailover<S>(servers: readonly S[], onMove: (server: S) => void = () => undefined): Failover<S> {
  let current = 0;
  const at = (index: number): S => servers[index % servers.length] as S;
  return {
    current: () => at(current),
    run: async (work, movesOn) => {
      const first = current;
      let reason: unknown;
      for (let index = first; index < first + servers.length; index += 1) {
        try {
          const result = await work(at(index));
          // A server asked meanwhile may have moved on already.
          if (index !== first && at(index) !== at(current)) {
            current = index % servers.length;
            onMove(at(current));
          }
          return result;
        } catch (error) {
          if (!movesOn(error)) {
            throw error;
          }
          reason ??= error;
        }
      }
      throw reason;
    },
  };
}
