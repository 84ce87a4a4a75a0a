import { DateTime } from 'luxon';

import { zoneNamed } from './zone.ts';

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
  let day = DateTime.fromJSDate(from, { zone: zoneNamed(timezone) }).startOf('day');
  while (day.toMillis() <= to.getTime()) {
    // Where midnight is skipped, the day begins later: adding a day to that must not keep the odd time.
    const next = day.plus({ days: 1 }).startOf('day');
    days.push({ date: day.toFormat('yyyy-MM-dd'), start: day.toJSDate(), end: next.toJSDate() });
    day = next;
  }
  return days;
}

/** A stretch of time: its start belongs to it, its end does not. */
export type Span = Pick<LocalDay, 'start' | 'end'>;

/** The calendar months of consecutive days, each as far as the days reach. */
export function monthsOf(days: readonly LocalDay[]): Span[] {
  return [...Map.groupBy(days, ({ date }) => date.slice(0, 7)).values()].map((ofMonth) => spanOf(ofMonth)!);
}

/** All of consecutive days together; undefined when there are none. */
export function spanOf(days: readonly LocalDay[]): Span | undefined {
  const [first, last] = [days[0], days.at(-1)];
  return first && last && { start: first.start, end: last.end };
}

/** A calendar month of a time zone: that of an instant, or one so many months before it. */
export function monthAround(instant: Date, timezone: string, monthsBefore = 0): Span {
  // Counted from noon, so that no midnight that is skipped leads into another month.
  const month = DateTime.fromJSDate(instant, { zone: zoneNamed(timezone) })
    .startOf('month')
    .plus({ days: 1 })
    .set({ hour: 12 });
  const start = month.minus({ months: monthsBefore }).startOf('month');
  return { start: start.toJSDate(), end: start.plus({ days: 1 }).plus({ months: 1 }).startOf('month').toJSDate() };
}

/** The first day of a time zone that begins at or after an instant. */
export function firstWholeDay(instant: Date, timezone: string): Date {
  const day = DateTime.fromJSDate(instant, { zone: zoneNamed(timezone) }).startOf('day');
  return (day.toMillis() === instant.getTime() ? day : day.plus({ days: 1 }).startOf('day')).toJSDate();
}

/** The start of the first of so many days of a time zone, the last of which holds an instant. */
export function startOfLastDays(count: number, instant: Date, timezone: string): Date {
  const today = DateTime.fromJSDate(instant, { zone: zoneNamed(timezone) }).startOf('day');
  // Where midnight is skipped, a day begins later: going back must not keep the odd time.
  return today
    .minus({ days: count - 1 })
    .startOf('day')
    .toJSDate();
}
