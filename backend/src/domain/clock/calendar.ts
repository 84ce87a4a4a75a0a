import { DateTime } from 'luxon';

import type { Weekday } from '../rules/counters-rules.ts';
import { zoneNamed } from './zone.ts';

/** A calendar day, `YYYY-MM-DD`; days compare as text. */
export type Day = string;

/**
 * Rows of earlier days are not figures but what a system writes for "no date": 0000-00-00, the year 1, or the zero of Unix,
 * which is 1970-01-01 in every time zone east of UTC and the day before west of it.
 */
export const EARLIEST_DAY: Day = '1970-01-02';

/** The day from which days are counted as numbers. */
export const UNIX_DAY: Day = '1970-01-01';

const DAY_MS = 86_400_000;
const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/** True for a day that exists: `2024-02-29`, not `2023-02-29`. */
export function isDay(text: string): boolean {
  return DAY_PATTERN.test(text) && !Number.isNaN(Date.parse(text)) && toDay(Date.parse(text)) === text;
}

/** The day so many days later, or earlier when negative. */
export function addDays(day: Day, days: number): Day {
  return toDay(Date.parse(day) + days * DAY_MS);
}

/** Days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The days from `from` to `to`, both included; none when `to` is earlier. */
export function eachDay(from: Day, to: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, offset) => addDays(from, offset));
}

/** Monday is 1, Sunday is 7. */
export function weekdayOf(day: Day): Weekday {
  return (new Date(day).getUTCDay() || 7) as Weekday;
}

/** `22/07/2024`, as the French screens write a day. */
export function frenchDate(day: Day): string {
  const [year, month, date] = day.split('-');
  return `${date}/${month}/${year}`;
}

/** The calendar dates of a panel's range in the request's time zone, both ends included. */
export function calendarRange(range: { from: Date; to: Date }, timezone: string): { from: Day; to: Day } {
  return { from: dayAt(range.from, timezone), to: dayAt(range.to, timezone) };
}

/** The calendar date at an instant in a time zone (an IANA name). */
export function dayAt(instant: Date, timezone: string): Day {
  const local = DateTime.fromJSDate(instant, { zone: zoneNamed(timezone) });
  if (!local.isValid) {
    throw new RangeError(`'${timezone}' is not a time zone, or the date is not one`);
  }
  return local.toFormat('yyyy-MM-dd');
}

/** The instant, in epoch milliseconds, at which a day is over in a time zone: the first instant of the next one. */
export function endOfDay(day: Day, timezone: string): number {
  const next = DateTime.fromISO(addDays(day, 1), { zone: zoneNamed(timezone) });
  if (!next.isValid) {
    throw new RangeError(`'${timezone}' is not a time zone, or '${day}' is not a day`);
  }
  // Where the clocks go back at midnight there are two of them, and the day begins with the first.
  return Math.min(
    ...next
      .startOf('day')
      .getPossibleOffsets()
      .map((midnight) => midnight.toMillis())
  );
}

function toDay(epochMs: number): Day {
  return new Date(epochMs).toISOString().slice(0, 10);
}
