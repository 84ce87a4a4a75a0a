import { setTimeout as pause } from 'node:timers/promises';

/** Far above what anything takes on a machine that does other work as well, and far below the time that a test may take. */
const WITHIN_MS = 120_000;
const EVERY_MS = 20;

/**
 * Waits for what comes by itself.
 *
 * @param what it is, as the error names it: "the ticket is read"
 * @param look asked again and again until it gives something other than false or undefined; what it throws ends the wait
 * @returns what `look` gave
 * @throws when nothing has come within the time
 */
export async function waitUntil<T>(
  what: string,
  look: () => T | Promise<T>,
  { withinMs = WITHIN_MS, everyMs = EVERY_MS }: { withinMs?: number; everyMs?: number } = {}
): Promise<Exclude<T, false | undefined>> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== false && found !== undefined) {
      return found as Exclude<T, false | undefined>;
    }
    if (performance.now() > deadline) {
      throw new Error(`after ${withinMs / 1_000} s not yet: ${what}`);
    }
    await pause(everyMs);
  }
}
