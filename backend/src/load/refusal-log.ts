import type { Caller } from '../domain/access/caller.ts';
import type { BusyReason } from '../domain/busy-error.ts';
import type { Logger } from '../main/logger.ts';

/** Refusals of busy times in the log: one line a burst, not one a refusal, or the log grows fastest when there is most to do. */
export interface RefusalLog {
  note(caller: Caller, subject: string, reason: BusyReason): void;
  /** Writes what has not been written yet. */
  stop(): void;
}

/** A burst is over when nobody was refused for so long. */
const QUIET_MS = 5_000;
/** A burst that does not end is logged in parts. */
const LONGEST_MS = 60_000;

export function createRefusalLog(
  logger: Pick<Logger, 'warn'>,
  { quietMs = QUIET_MS, longestMs = LONGEST_MS }: { quietMs?: number; longestMs?: number } = {}
): RefusalLog {
  let burst:
    { since: number; refusals: Map<string, { caller: Caller; count: number; of: Record<string, number> }> } | undefined;
  let timer: NodeJS.Timeout | undefined;

  const write = (): void => {
    clearTimeout(timer);
    if (burst !== undefined) {
      const tokens = [...burst.refusals.values()]
        .sort((a, b) => b.count - a.count)
        .map(({ caller: { tokenId, tokenName }, count, of }) => ({ tokenId, tokenName, count, of }));
      const count = tokens.reduce((sum, token) => sum + token.count, 0);
      const durationMs = Math.round(performance.now() - burst.since);
      burst = undefined;
      logger.warn({ count, durationMs, tokens }, 'refused what was more than could be done');
    }
  };
  return {
    note: (caller, subject, reason) => {
      burst ??= { since: performance.now(), refusals: new Map() };
      const known = burst.refusals.get(caller.tokenId) ?? { caller, count: 0, of: {} };
      const what = `${subject} ${reason}`;
      known.count += 1;
      known.of[what] = (known.of[what] ?? 0) + 1;
      burst.refusals.set(caller.tokenId, known);
      clearTimeout(timer);
      const left = longestMs - (performance.now() - burst.since);
      timer = setTimeout(write, Math.max(0, Math.min(quietMs, left))).unref();
    },
    stop: write,
  };
}
