import type { Timer } from '../upstreams/http/timer.ts';
import type { Check } from './check.ts';

/** Something to look at. */
export interface Part {
  name: string;
  /** A result younger than this is given again instead of looking again. */
  keepMs: number;
  /**
   * Throws when the part cannot be looked at.
   * @param soFar takes what is known before the end, and what is still to come; the last of them is what counts
   */
  look(soFar: (checks: Check[]) => void): Promise<Check[]>;
}

/** What a look found, and when (epoch milliseconds, real time). */
export interface Looked {
  checks: Check[];
  at: number;
  /** False for what is known so far of a look that is still going on. */
  complete: boolean;
}

/**
 * Gives a part's checks; those known so far when the look is not at its end within the patience, undefined when there are
 * none. What was begun goes on meanwhile.
 */
export type Watched = (patienceMs: number) => Promise<Looked | undefined>;

/**
 * Keeps what a part showed, and shares one look between all who ask while it lasts, so that nobody's page can hammer it.
 * @param explain the checks in the place of a look that failed
 */
export function watchPart(part: Part, explain: (error: unknown) => Check[], timer: Timer): Watched {
  let kept: (Looked & { until: number }) | undefined;
  let looking: Promise<Looked> | undefined;
  let known: Looked | undefined;

  async function look(): Promise<Looked> {
    known = undefined;
    const soFar = (checks: Check[]): void => {
      known = { checks, at: Date.now(), complete: false };
    };
    const checks = await part.look(soFar).catch(explain);
    kept = { checks, at: Date.now(), complete: true, until: timer.now() + part.keepMs };
    return kept;
  }

  return async (patienceMs) => {
    if (kept !== undefined && timer.now() < kept.until) {
      return kept;
    }
    looking ??= look().finally(() => (looking = undefined));
    const { promise: outOfPatience, resolve: giveUp } = Promise.withResolvers<undefined>();
    const cancel = timer.after(patienceMs, () => giveUp(undefined));
    try {
      return (await Promise.race([looking, outOfPatience])) ?? known;
    } finally {
      cancel();
    }
  };
}
