import { addDays, type Day, daysBetween, eachDay, weekdayOf } from '../../domain/clock/calendar.ts';
import type { DayTable, SiteDays } from '../entries/day-table.ts';
import { findInTable } from '../verdicts/judged-days.ts';
import { judgeDay, type JudgedSite, type VerdictRules } from '../verdicts/verdicts.ts';

/** Days up to yesterday whose entries say what a weekday is worth: eight weeks. */
export const HISTORY_DAYS = 56;
const WEEK_DAYS = 7;

/** How far a goal has been reached. */
export interface GoalFigures {
  /** Entries of the days of the month that are finished. */
  entries: number;
  /** What should have come on these days for the goal to be reached; 0 while none of them was to bring any. */
  expected: number;
  /** Entries by what was expected; null while nothing is. */
  pace: number | null;
}

/** The days of a month, `YYYY-MM`. */
export function daysOfMonth(month: string): Day[] {
  const first = `${month}-01`;
  const next = `${addDays(first, 31).slice(0, 8)}01`;
  return eachDay(first, addDays(next, -1));
}

/**
 * Compares what some sites together made in a month with a goal. A day of a site weighs what the site made on that weekday in
 * the last eight weeks, on the mean of its days with valid rows; nothing on a closure. Sites without a week of history count
 * by their entries alone, and when all of them lack it, or made nothing, all open days weigh the same.
 * @param table holds the month as far as it has come, and the eight weeks before today.
 */
export function goalFigures(
  rules: VerdictRules,
  goal: number,
  days: readonly Day[],
  sites: readonly JudgedSite[],
  table: DayTable
): GoalFigures {
  const find = findInTable(table);
  const weighed = sites.map((site) => {
    const finished = days.map((day) => judgeDay(rules, site, day, find(site, day)) !== 'unfinished');
    const entries = days.map((day) => find(site, day)?.entries ?? 0);
    const weekdays = weekdayMeans(table, table.of(site), rules.clock.today(site.zone));
    const open = days.map((day) => (rules.closures.isClosed(site, day) ? 0 : 1));
    const weights = weekdays && days.map((day, index) => (open[index] ?? 0) * (weekdays[weekdayOf(day)] ?? 0));
    return { finished, entries, open, weights };
  });
  const entries = sum(weighed.flatMap((one) => one.entries.filter((_, index) => one.finished[index])));
  const share =
    finishedShare(weighed.flatMap(({ finished, weights }) => (weights ? [{ finished, weights }] : []))) ??
    finishedShare(weighed.map(({ finished, open }) => ({ finished, weights: open }))) ??
    0;
  const expected = goal * share;
  return { entries, expected, pace: expected === 0 ? null : entries / expected };
}

/** The part of all weights that lies on finished days; undefined where there is no weight. */
function finishedShare(
  sites: readonly { finished: readonly boolean[]; weights: readonly number[] }[]
): number | undefined {
  const all = sum(sites.flatMap(({ weights }) => weights));
  const done = sum(sites.flatMap(({ finished, weights }) => weights.filter((_, index) => finished[index])));
  return all === 0 ? undefined : done / all;
}

/** Mean entries by weekday, Monday at 1, over days with valid rows; undefined without a week of history. */
function weekdayMeans({ from }: DayTable, sent: SiteDays | undefined, today: Day): number[] | undefined {
  const past = eachDay(addDays(today, -HISTORY_DAYS), addDays(today, -1)).map((day) => ({
    day,
    index: daysBetween(from, day),
  }));
  const known = past.filter(({ index }) => sent?.received[index] === 1);
  const [first] = known;
  if (first === undefined || daysBetween(first.day, today) < WEEK_DAYS) {
    return undefined;
  }
  const byWeekday = Map.groupBy(known, ({ day }) => weekdayOf(day));
  return Array.from({ length: WEEK_DAYS + 1 }, (_, weekday) => {
    const ofIt = byWeekday.get(weekday as ReturnType<typeof weekdayOf>) ?? [];
    return ofIt.length === 0 ? 0 : sum(ofIt.map(({ index }) => sent?.entries[index] ?? 0)) / ofIt.length;
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
