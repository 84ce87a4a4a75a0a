import { setImmediate as otherWork } from 'node:timers/promises';

/** A computation stops for the other work of the process once it has had it to itself for so long. */
const STRETCH_MS = 10;

/**
 * For loops over thousands of sites and days, which would keep everybody else's answers waiting: call it at each step.
 * @param signal of the caller: a computation that nobody waits for any more ends at its next stop.
 */
export function createBreather(signal?: AbortSignal): () => Promise<void> | undefined {
  let since = performance.now();
  return () =>
    performance.now() - since < STRETCH_MS
      ? undefined
      : otherWork().then(() => {
          signal?.throwIfAborted();
          since = performance.now();
        });
}
