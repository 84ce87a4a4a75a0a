import { type Day, daysBetween, eachDay } from '../../domain/clock/calendar.ts';
import type { SiteDays } from '../entries/day-table.ts';
import type { Site } from '../sites/sites.ts';
import type { Verdict } from '../verdicts/verdicts.ts';

/** How many site-days of each kind were expected to bring rows. */
export interface Coverage {
  counted: number;
  zero: number;
  noData: number;
  /** Share of the expected site-days that arrived, 0 … 1; null when none was expected. */
  share: number | null;
}

type Counts = Record<'counted' | 'zero' | 'no_data', number>;

/**
 * Adds up verdicts; unfinished, ignored and closed days are not expected to bring rows.
 * @param counted days that are counted already
 */
export function coverageOf(verdicts: Iterable<Verdict>, counted?: Counts): Coverage {
  const counts = { counted: 0, zero: 0, no_data: 0, ...counted };
  for (const verdict of verdicts) {
    if (verdict === 'counted' || verdict === 'zero' || verdict === 'no_data') {
      counts[verdict] += 1;
    }
  }
  const arrived = counts.counted + counts.zero;
  const expected = arrived + counts.no_data;
  return {
    counted: counts.counted,
    zero: counts.zero,
    noData: counts.no_data,
    share: expected === 0 ? null : arrived / expected,
  };
}

/**
 * Counts the verdicts of settled days (`lastSettledDay`) as `judgeDay` gives them, of thousands of sites and days at once.
 * @param days what the site sent; undefined: nothing.
 * @param closed 1 on the days on which the site is closed.
 * @param from number of the first day that counts, in both lists.
 * @param to number of the last one.
 */
export function countSettled(
  { operational }: Pick<Site, 'operational'>,
  days: SiteDays | undefined,
  closed: Uint8Array,
  { from, to }: { from: number; to: number }
): Counts {
  const counts = { counted: 0, zero: 0, no_data: 0 };
  for (let day = from; day <= to; day += 1) {
    if ((days?.entries[day] ?? 0) > 0) {
      counts.counted += 1;
    } else if (operational && closed[day] === 0) {
      counts[days?.received[day] === 1 ? 'zero' : 'no_data'] += 1;
    }
  }
  return counts;
}

/** The days of a range that coverage looks at: from the site's first valid row on; none when it never had one. */
export function coveredDays(range: { from: Day; to: Day }, firstDay: Day | null): Day[] {
  if (firstDay === null) {
    return [];
  }
  return eachDay(range.from > firstDay ? range.from : firstDay, range.to);
}

/**
 * Days a site has been silent: from its last valid row up to yesterday to yesterday. Null when yesterday's verdict is not
 * `no_data`, or when the site sent no valid row up to yesterday. What came today changes nothing.
 * @param lastDay of the valid rows up to yesterday
 */
export function silentDays(verdictOfYesterday: Verdict, lastDay: Day | null, yesterday: Day): number | null {
  return verdictOfYesterday === 'no_data' && lastDay !== null ? daysBetween(lastDay, yesterday) : null;
}
