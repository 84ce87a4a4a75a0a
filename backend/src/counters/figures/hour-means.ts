import { weekdayOf } from '../../domain/clock/calendar.ts';
import type { HourSum } from '../entries/hours.ts';

/** What comes in one hour of one weekday. */
export interface HourMean {
  /** Monday is 1. */
  weekday: number;
  /** 0 … 23, local to the sites. */
  hour: number;
  entries: number;
  /** Entries by the days of that weekday that have hourly rows. */
  mean: number;
}

/** The hours of each weekday, from Monday on. */
export function hourMeans(sums: readonly HourSum[]): HourMean[] {
  return [...Map.groupBy(sums, ({ day }) => weekdayOf(day))]
    .sort(([left], [right]) => left - right)
    .flatMap(([weekday, ofWeekday]) => meansOf(ofWeekday).map((row) => ({ weekday, ...row })));
}

/** The hours in which most people come, best first; of equal ones the earlier in the week. Hours without entries are none. */
export function bestHours(sums: readonly HourSum[], limit: number): HourMean[] {
  return hourMeans(sums)
    .filter(({ entries }) => entries > 0)
    .sort((a, b) => b.mean - a.mean || a.weekday - b.weekday || a.hour - b.hour)
    .slice(0, limit);
}

function meansOf(sums: readonly HourSum[]): Omit<HourMean, 'weekday'>[] {
  const days = new Set(sums.map(({ day }) => day)).size;
  return [...Map.groupBy(sums, ({ hour }) => hour)]
    .sort(([left], [right]) => left - right)
    .map(([hour, parts]) => {
      const entries = parts.reduce((total, part) => total + part.entries, 0);
      return { hour, entries, mean: entries / days };
    });
}
