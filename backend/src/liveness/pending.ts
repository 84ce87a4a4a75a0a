import { createAnswerWatch } from './silence.ts';

/** What is asked of a server and not answered yet. */
export interface Pending {
  /**
   * Something is asked.
   * @param abandon called once when the server turns out not to be there
   * @returns ends it: to be called with its answer, or when it is no longer waited for; false when it had ended already
   */
  begin(abandon: (error: Error) => void): () => boolean;
  /** Gives everything up that is under way. */
  abandonAll(error: Error): void;
  /**
   * Calls back when a time has passed in which the server said nothing to anybody.
   * @returns cancels the call
   */
  unlessHeard(limitMs: number, callback: () => void): () => void;
}

/**
 * @param silenceMs from when a server that owes answers and says nothing, on any connection, is silent
 * @param onSilence called then, and again after each further such time
 */
export function createPending(silenceMs: number, onSilence: () => void): Pending {
  const watch = createAnswerWatch(silenceMs, onSilence);
  const underWay = new Set<(error: Error) => void>();
  return {
    begin: (abandon) => {
      const answered = watch.sent();
      const entry = (error: Error): void => {
        if (end()) {
          abandon(error);
        }
      };
      const end = (): boolean => {
        const waited = underWay.delete(entry);
        answered();
        return waited;
      };
      underWay.add(entry);
      return end;
    },
    abandonAll: (error) => [...underWay].forEach((abandon) => abandon(error)),
    unlessHeard: (limitMs, callback) => watch.unlessHeard(limitMs, callback),
  };
}
