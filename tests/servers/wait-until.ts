import { setTimeout as pause } from 'node:timers/promises';

/** Far above what anything takes on a machine that does other work as well, and below the time that a test may take. */
const WITHIN_MS = 60_000;
const EVERY_MS = 20;

/**
 * Waits for a state that comes by itself.
 *
 * @param what the state, as the error names it: "the ticket is read"
 * @param holds asked again and again until it is so; what it throws ends the wait
 * @throws when the state has not come within the time
 */
export async function waitUntil(
  what: string,
  holds: () => boolean | Promise<boolean>,
  { withinMs = WITHIN_MS, everyMs = EVERY_MS }: { withinMs?: number; everyMs?: number } = {}
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) {
      throw new Error(`after ${withinMs / 1_000} s not yet: ${what}`);
    }
    await pause(everyMs);
  }
}
