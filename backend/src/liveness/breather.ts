import { setImmediate as nextTurn } from 'node:timers/promises';

/*
 * Computations of seconds beside answers of milliseconds, in one thread: an answer needs a dozen turns of the event loop, and each of
 * them would wait for a stretch of the computation.
 */

/** A computation stops for the other work of the process once it has had it to itself for so long. */
const STRETCH_MS = 3;
/** A turn that took longer had other work in it: more of it is likely to follow. */
const IDLE_TURN_MS = 0.3;
/** However much other work there is, a computation goes on after so many turns. */
const MOST_TURNS = 20;

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

/** Resolves when the process has nothing else to do at the moment, or has done much else. */
export async function otherWork(): Promise<void> {
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    const began = performance.now();
    await nextTurn();
    if (performance.now() - began < IDLE_TURN_MS) {
      return;
    }
  }
}
