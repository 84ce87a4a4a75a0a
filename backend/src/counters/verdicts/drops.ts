import { addDays, type Day } from '../../domain/clock/calendar.ts';
import type { Closures } from './closures.ts';
import { type FindDay, judge, type JudgedDay } from './judged-days.ts';
import type { VerdictRules } from './verdicts.ts';

/** Weeks that a day is compared with. */
const WEEKS = 4;
/** With fewer days to compare with, one odd day would look like the usual. */
const LEAST_DAYS = 2;

/** A day's entries against what is usual for its weekday. */
export interface Drop {
  entries: number;
  /** Mean entries of the comparable days. */
  usual: number;
  /** Relative change in percent, −60 for a fall to two fifths. */
  changePercent: number;
}

/** The same weekday of the four weeks before, latest first. */
export function comparableDays(day: Day): Day[] {
  return Array.from({ length: WEEKS }, (_, index) => addDays(day, -7 * (index + 1)));
}

/**
 * Compares a judged day with its comparable days: the same weekday of the four weeks before, as far as they were `counted`
 * and no closure. Undefined where nothing can be said: the site is not operational, the day was not `counted` (a day
 * without entries has its own alerts) or was a closure, or fewer than two days can be compared.
 */
export function dropOf(rules: VerdictRules, judged: JudgedDay, find: FindDay): Drop | undefined {
  if (!judged.site.operational || !isOrdinary(rules.closures, judged)) {
    return undefined;
  }
  const comparable = comparableDays(judged.day)
    .map((day) => judge(rules, judged.site, day, find))
    .filter((one) => isOrdinary(rules.closures, one))
    .map(({ received }) => received?.entries ?? 0);
  if (comparable.length < LEAST_DAYS) {
    return undefined;
  }
  const entries = judged.received?.entries ?? 0;
  const usual = comparable.reduce((sum, one) => sum + one, 0) / comparable.length;
  return { entries, usual, changePercent: ((entries - usual) / usual) * 100 };
}

function isOrdinary(closures: Closures, { site, day, verdict }: JudgedDay): boolean {
  return verdict === 'counted' && !closures.isClosed(site, day);
}
