import { DateTime } from 'luxon';

import { addDays, type Day, endOfDay } from './calendar.ts';
import { zoneNamed } from './zone.ts';

export const HOURS_PER_DAY = 24;

/**
 * The instants, in epoch milliseconds, at which the hours of a day begin on the clocks of a time zone: 25 of them, the last
 * one is the end of the day. An hour that the change to summer time skips begins when it ends; one that comes twice lasts
 * until the second is over.
 * @param timezone an IANA name
 * @throws {RangeError} for another zone, or for a day that is none
 */
export function hourBounds(day: Day, timezone: string): number[] {
  const starts = Array.from({ length: HOURS_PER_DAY - 1 }, (_, index) => startOfHour(day, index + 1, timezone));
  return [endOfDay(addDays(day, -1), timezone), ...starts, endOfDay(day, timezone)];
}

function startOfHour(day: Day, hour: number, zone: string): number {
  const start = DateTime.fromISO(`${day}T${String(hour).padStart(2, '0')}:00`, { zone: zoneNamed(zone) });
  // Where the clocks go back there are two of them, and the hour begins with the first.
  return Math.min(...start.getPossibleOffsets().map((moment) => moment.toMillis()));
}
