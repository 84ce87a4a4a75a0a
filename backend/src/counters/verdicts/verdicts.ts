import type { Day } from '../../domain/clock/calendar.ts';
import type { SiteClock } from '../entries/timezones.ts';
import type { Closures, ClosureSite } from './closures.ts';

/** In the order in which they are tried: a site-day has the first that holds. */
export const VERDICTS = ['unfinished', 'counted', 'ignored', 'closed', 'zero', 'no_data'] as const;
export type Verdict = (typeof VERDICTS)[number];

const HOUR_MS = 3_600_000;
/** From the beginning of a day in UTC to its end in the last time zone on Earth (UTC−12). */
const LONGEST_DAY_MS = 36 * HOUR_MS;

/** What the database holds for a site-day: invalid rows (count NULL or negative) are absent from both figures. */
export interface DayEntries {
  entries: number;
  validRows: number;
}

export interface JudgedSite extends ClosureSite {
  /** IANA name, already resolved. */
  zone: string;
  operational: boolean;
}

export interface VerdictRules {
  clock: SiteClock;
  closures: Closures;
  graceHours: number;
}

/**
 * The one verdict of a site-day.
 * Today's `operational` judges past days too: the database keeps no history of it.
 * @param received undefined when no row came, the same as no valid row.
 */
export function judgeDay(rules: VerdictRules, site: JudgedSite, day: Day, received: DayEntries | undefined): Verdict {
  const validRows = received?.validRows ?? 0;
  if (isUnfinished(rules, site, day, validRows)) {
    return 'unfinished';
  }
  if (received !== undefined && received.entries > 0) {
    return 'counted';
  }
  if (!site.operational) {
    return 'ignored';
  }
  if (rules.closures.isClosed(site, day)) {
    return 'closed';
  }
  return validRows > 0 ? 'zero' : 'no_data';
}

function isUnfinished({ clock, graceHours }: VerdictRules, { zone }: JudgedSite, day: Day, validRows: number): boolean {
  const graceMs = graceHours * HOUR_MS;
  // What is over everywhere needs no calendar: it takes a tenth of a millisecond for each day and zone.
  if (clock.now.getTime() - Date.parse(day) - LONGEST_DAY_MS >= graceMs) {
    return false;
  }
  const elapsedMs = clock.elapsedSinceMs(day, zone);
  return elapsedMs < 0 || (validRows === 0 && elapsedMs < graceMs);
}
