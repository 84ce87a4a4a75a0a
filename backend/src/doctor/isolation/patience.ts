import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than a server says to wait that has too much to do. */
const PAUSE_MS = 6_000;
const TRIES = 10;

/**
 * Tries again while the server has too much to do: a self-test must neither press on nor take that for an answer.
 * @param isBusy whether this is what the outcome says
 */
export async function patiently<T>(
  attempt: () => Promise<T>,
  isBusy: (outcome: { value: T } | { error: unknown }) => boolean,
  pause: () => Promise<void> = () => sleep(PAUSE_MS)
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      const value = await attempt();
      if (tries === TRIES || !isBusy({ value })) {
        return value;
      }
    } catch (error) {
      if (tries === TRIES || !isBusy({ error })) {
        throw error;
      }
    }
    await pause();
  }
}
