import { DateTime } from 'luxon';

/** A calendar day of a time zone, 23 to 25 hours long where the clocks change. */
export interface LocalDay {
  /** `YYYY-MM-DD`. */
  date: string;
  start: Date;
  /** Start of the next day. */
  end: Date;
}

/** The days that a stretch of time touches, those of both ends included; none when it runs backwards. */
export function localDays(from: Date, to: Date, timezone: string): LocalDay[] {
  const days: LocalDay[] = [];
  let day = DateTime.fromJSDate(from, { zone: timezone }).startOf('day');
  while (day.toMillis() <= to.getTime()) {
    // Where midnight is skipped, the day begins later: adding a day to that must not keep the odd time.
    const next = day.plus({ days: 1 }).startOf('day');
    days.push({ date: day.toFormat('yyyy-MM-dd'), start: day.toJSDate(), end: next.toJSDate() });
    day = next;
  }
  return days;
}

/** The first day of a time zone that begins at or after an instant. */
export function firstWholeDay(instant: Date, timezone: string): Date {
  const day = DateTime.fromJSDate(instant, { zone: timezone }).startOf('day');
  return (day.toMillis() === instant.getTime() ? day : day.plus({ days: 1 }).startOf('day')).toJSDate();
}

/** The start of the first of so many days of a time zone, the last of which holds an instant. */
export function startOfLastDays(count: number, instant: Date, timezone: string): Date {
  const today = DateTime.fromJSDate(instant, { zone: timezone }).startOf('day');
  // Where midnight is skipped, a day begins later: going back must not keep the odd time.
  return today
    .minus({ days: count - 1 })
    .startOf('day')
    .toJSDate();
}
