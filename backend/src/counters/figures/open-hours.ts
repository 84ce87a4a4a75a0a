import { DateTime } from 'luxon';

import { addDays, type Day } from '../../domain/clock/calendar.ts';
import { zoneNamed } from '../../domain/clock/zone.ts';
import type { SiteDays } from '../entries/day-table.ts';
import type { SiteClock } from '../entries/timezones.ts';
import { type OpeningTimes, openingTimes } from '../sites/opening-times.ts';
import type { Site } from '../sites/sites.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

/** What came in a site's opening hours. */
export interface OpenHoursFigures {
  /** Entries of the counted days. */
  entries: number;
  /** Days that are over and have entries. */
  countedDays: number;
  /** Hours the shop was open on these days; null when it does not say when it opens. */
  openHours: number | null;
}

/**
 * The figures of sites over some days; hours are worked out once for all shops of a time zone that open at the same times.
 * @param days those of a table of entries, from its first one on.
 */
export function createOpenHours(
  days: readonly Day[],
  clock: SiteClock
): (site: Site, sent: SiteDays | undefined) => OpenHoursFigures {
  const calendars = new Map<string, Float64Array>();
  const calendarOf = (times: OpeningTimes, zone: string): Float64Array => {
    const key = JSON.stringify([times, zone]);
    const calendar = calendars.get(key) ?? Float64Array.from(days, (day) => hoursOpen(times, day, zone, clock));
    calendars.set(key, calendar);
    return calendar;
  };
  return (site, sent) => {
    const [times, today] = [openingTimes(site), clock.today(site.zone)];
    const calendar = times && calendarOf(times, site.zone);
    const figures = { entries: 0, countedDays: 0, openHours: 0 };
    for (const [index, day] of days.entries()) {
      const entries = sent?.entries[index] ?? 0;
      if (entries > 0 && day < today) {
        figures.entries += entries;
        figures.countedDays += 1;
        figures.openHours += calendar?.[index] ?? 0;
      }
    }
    return { ...figures, openHours: times === undefined ? null : figures.openHours };
  };
}

/** The figures of several sites together: of those that say when they open. */
export function togetherOpen(figures: Iterable<OpenHoursFigures>): OpenHoursFigures {
  const sums = { entries: 0, countedDays: 0, openHours: 0 };
  let known = false;
  for (const { entries, countedDays, openHours } of figures) {
    if (openHours !== null) {
      known = true;
      sums.entries += entries;
      sums.countedDays += countedDays;
      sums.openHours += openHours;
    }
  }
  return { ...sums, openHours: known ? sums.openHours : null };
}

/** How long a shop is open on a day, by the hours that really pass: fewer or more where the clocks change meanwhile. */
function hoursOpen({ open, close }: OpeningTimes, day: Day, zone: string, clock: SiteClock): number {
  const isOvernight = close <= open;
  const lengthOf = (date: Day): number =>
    clock.elapsedSinceMs(addDays(date, -1), zone) - clock.elapsedSinceMs(date, zone);
  const touched = isOvernight ? [day, addDays(day, 1)] : [day];
  if (touched.every((date) => lengthOf(date) === DAY_MS)) {
    return (close - open + (isOvernight ? MINUTES_PER_DAY : 0)) / MINUTES_PER_HOUR;
  }
  const end = instantOf(isOvernight ? addDays(day, 1) : day, close, zone);
  return (end - instantOf(day, open, zone)) / HOUR_MS;
}

function instantOf(day: Day, minutes: number, zone: string): number {
  const [hour, minute] = [Math.floor(minutes / MINUTES_PER_HOUR), minutes % MINUTES_PER_HOUR];
  return DateTime.fromISO(day, { zone: zoneNamed(zone) })
    .set({ hour, minute })
    .toMillis();
}
