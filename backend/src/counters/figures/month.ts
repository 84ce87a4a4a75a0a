import { DateTime } from 'luxon';

import type { Day } from '../../domain/clock/calendar.ts';

/** A stretch of days, both ends included. */
export interface DayRange {
  from: Day;
  to: Day;
}

/** A calendar month, and those that it is compared with. */
export interface ComparedMonths {
  month: DayRange;
  monthBefore: DayRange;
  yearBefore: DayRange;
}

/** The month that holds a day. */
function monthOf(day: Day): DayRange {
  const date = DateTime.fromISO(day, { zone: 'utc' });
  return { from: date.startOf('month').toFormat('yyyy-MM-dd'), to: date.endOf('month').toFormat('yyyy-MM-dd') };
}

/** The month that holds a day, the one before, and the same month of the year before: whole calendar months, as long as they are. */
export function comparedMonths(day: Day): ComparedMonths {
  const month = monthOf(day);
  const first = DateTime.fromISO(month.from, { zone: 'utc' });
  return {
    month,
    monthBefore: monthOf(first.minus({ months: 1 }).toFormat('yyyy-MM-dd')),
    yearBefore: monthOf(first.minus({ years: 1 }).toFormat('yyyy-MM-dd')),
  };
}
