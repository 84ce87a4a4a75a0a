import type { DateTime } from 'luxon';

import type { QueueRule, Rules } from '../rules/rules.ts';
import { type Duration, durationMs } from './duration.ts';
import { type OpeningCalendar, openingCalendar } from './opening-hours.ts';

type OverdueRule = Pick<QueueRule, 'overdueAfter' | 'clock'>;
type ClockRules = Pick<Rules, 'businessClock'>;

/**
 * The creation instant before which a ticket of this queue is overdue, so that a database can count with one comparison:
 * a ticket is overdue exactly when `createdAt < threshold`, that is, when its age is strictly above the limit.
 *
 * The age is, by the queue's clock:
 * - `calendar`: the time elapsed, a day being 24 hours;
 * - `business`, limit in hours, minutes or seconds: the time the company was open meanwhile;
 * - `business`, limit in days: working days, from a time of day to the same time of day. A day off counts for nothing, so
 *   a ticket that comes on Saturday is as old as one that comes on Monday at midnight.
 */
export function overdueThreshold(queue: OverdueRule, now: Date, rules: ClockRules): Date {
  const limit = queue.overdueAfter;
  return queue.clock === 'calendar'
    ? new Date(now.getTime() - durationMs(limit))
    : workingTimeBefore(limit, now, rules);
}

/** The earliest instant since which no more than so much time of the business clock has gone by. */
export function workingTimeBefore(length: Duration, now: Date, rules: ClockRules): Date {
  const calendar = openingCalendar(rules.businessClock);
  return length.unit === 'd'
    ? workingDaysBefore(calendar, now, length.amount)
    : openTimeBefore(calendar, now, durationMs(length));
}

/** The earliest instant since which the company was open for no more than `openMs`. */
function openTimeBefore(calendar: OpeningCalendar, now: Date, openMs: number): Date {
  let left = openMs;
  for (let day = calendar.dayOf(now); ; day = dayBefore(day)) {
    for (const { start, end } of calendar.openIntervals(day).toReversed()) {
      const open = Math.min(end, now.getTime()) - start;
      // When nothing is left, the closed time before this interval's end belongs to the answer too: not `<=`.
      if (open > left) {
        return new Date(start + open - left);
      }
      left -= Math.max(0, open);
    }
  }
}

/** The earliest instant since which no more than so many working days have gone by. */
function workingDaysBefore(calendar: OpeningCalendar, now: Date, days: number): Date {
  const today = calendar.dayOf(now);
  const timeOfDay = wallTime(now, today);
  const withinWorkingDay = calendar.isWorkingDay(today) && now > today.toJSDate();
  // On a day off, and at midnight, the last working day has just ended: its end is that of the one so many days before.
  const day = backByWorkingDays(calendar, today, withinWorkingDay ? days : days + 1);
  return (withinWorkingDay ? day.set(timeOfDay) : day.plus({ days: 1 }).startOf('day')).toJSDate();
}

function backByWorkingDays(calendar: OpeningCalendar, from: DateTime, days: number): DateTime {
  let day = from;
  for (let left = days; left > 0;) {
    day = dayBefore(day);
    left -= calendar.isWorkingDay(day) ? 1 : 0;
  }
  return day;
}

function wallTime(instant: Date, day: DateTime) {
  const { hour, minute, second, millisecond } = day.plus(instant.getTime() - day.toMillis());
  return { hour, minute, second, millisecond };
}

/** Midnight does not exist everywhere: where the day begins later, going back 24 hours would lose an hour. */
const dayBefore = (day: DateTime): DateTime => day.minus({ days: 1 }).startOf('day');
