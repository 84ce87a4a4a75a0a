import { addDays, type Day } from '../../domain/clock/calendar.ts';
import type { DayEntries } from '../verdicts/verdicts.ts';

/** The days a day is compared with: the same weekday a week and 52 weeks before. */
export function comparedDays(day: Day): { weekBefore: Day; yearBefore: Day } {
  return { weekBefore: addDays(day, -7), yearBefore: addDays(day, -364) };
}

/** What one site sent on the three days; undefined where it sent no valid row. */
export interface ComparedSite {
  day?: DayEntries | undefined;
  weekBefore?: DayEntries | undefined;
  yearBefore?: DayEntries | undefined;
}

/** Sums over sites that have both days, so that a new, closed or silent shop does not look like a drop. */
export interface ComparableSums {
  entries: number;
  before: number;
  sites: number;
}

export interface Comparison {
  entries: number;
  entriesWeekBefore: number;
  entriesYearBefore: number;
  week: ComparableSums;
  year: ComparableSums;
}

/** Adds up the three days of some sites: plainly, and over the sites that have both days. */
export function compareDays(sites: Iterable<ComparedSite>): Comparison {
  const comparison: Comparison = {
    entries: 0,
    entriesWeekBefore: 0,
    entriesYearBefore: 0,
    week: { entries: 0, before: 0, sites: 0 },
    year: { entries: 0, before: 0, sites: 0 },
  };
  for (const { day, weekBefore, yearBefore } of sites) {
    comparison.entries += day?.entries ?? 0;
    comparison.entriesWeekBefore += weekBefore?.entries ?? 0;
    comparison.entriesYearBefore += yearBefore?.entries ?? 0;
    addComparable(comparison.week, day, weekBefore);
    addComparable(comparison.year, day, yearBefore);
  }
  return comparison;
}

/** Relative change in percent, −60 for a fall to two fifths; null when there was nothing before. */
export function changePercent({ entries, before }: Pick<ComparableSums, 'entries' | 'before'>): number | null {
  return before === 0 ? null : ((entries - before) / before) * 100;
}

function addComparable(sums: ComparableSums, day: DayEntries | undefined, before: DayEntries | undefined): void {
  if (hasRows(day) && hasRows(before)) {
    sums.entries += day.entries;
    sums.before += before.entries;
    sums.sites += 1;
  }
}

function hasRows(day: DayEntries | undefined): day is DayEntries {
  return day !== undefined && day.validRows > 0;
}
