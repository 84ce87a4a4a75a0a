import { DateTime } from 'luxon';

import type { Weekday } from '../rules/counters-rules.ts';
import type { BusinessClockRules, OpenHours } from '../rules/rules.ts';
import { holidayCheck } from './holidays.ts';
import { zoneNamed } from './zone.ts';

/** A stretch of time, in epoch milliseconds, `end` not included. */
export interface OpenInterval {
  start: number;
  end: number;
}

/** When a company is open. Days are given as any instant of them. */
export interface OpeningCalendar {
  /** The start of the local day that an instant falls into. */
  dayOf(instant: Date): DateTime;
  /** True for a day with opening hours that is no public holiday. */
  isWorkingDay(day: DateTime): boolean;
  /** The opening hours of a day as instants, in order; hours are wall-clock time, whatever the clocks do that night. */
  openIntervals(day: DateTime): OpenInterval[];
}

const calendars = new WeakMap<BusinessClockRules, OpeningCalendar>();

/** The calendar of these rules, made once per rules object. @throws {RangeError} when no day of the week is open */
export function openingCalendar(rules: BusinessClockRules): OpeningCalendar {
  let calendar = calendars.get(rules);
  if (!calendar) {
    calendar = createCalendar(rules);
    calendars.set(rules, calendar);
  }
  return calendar;
}

function createCalendar({ timezone, hours, holidays }: BusinessClockRules): OpeningCalendar {
  if (Object.values(hours).every((day) => day.length === 0)) {
    throw new RangeError('a business clock needs a day with opening hours');
  }
  const isHoliday = holidays === null ? () => false : holidayCheck(holidays);
  const hoursOf = (day: DateTime): OpenHours[] =>
    isHoliday(day.toFormat('yyyy-MM-dd')) ? [] : (hours[day.weekday as Weekday] ?? []);
  return {
    dayOf: (instant) => DateTime.fromJSDate(instant, { zone: zoneNamed(timezone) }).startOf('day'),
    isWorkingDay: (day) => hoursOf(day).length > 0,
    openIntervals(day) {
      const intervals: OpenInterval[] = [];
      for (const { from, to } of hoursOf(day)) {
        // Hours that the change to summer time skips move forward: what is left must neither overlap nor run backwards.
        const start = Math.max(atMinute(day, from), intervals.at(-1)?.end ?? 0);
        intervals.push({ start, end: Math.max(start, atMinute(day, to)) });
      }
      return intervals;
    },
  };
}

/** The instant at which the clocks show so many minutes after midnight; 1440 is the next midnight. */
function atMinute(day: DateTime, minute: number): number {
  return minute === 1440
    ? day.plus({ days: 1 }).startOf('day').toMillis()
    : day.set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis();
}
