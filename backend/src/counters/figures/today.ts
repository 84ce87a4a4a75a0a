import { addDays, type Day } from '../../domain/clock/calendar.ts';
import type { DayHours } from '../entries/hour-table.ts';
import { HOURLY_FROM } from '../entries/hours.ts';
import { comparableDays } from '../verdicts/drops.ts';

/** Days before today of which something is said here: four weeks. */
export const DAYS_LOOKED_AT = 28;
/** A feed is judged by so many of its days, and is hourly when so large a share of them is. */
const FEED_DAYS = 14;
const HOURLY_SHARE = 0.8;
/** With fewer days to compare with, one odd day would look like the usual. */
const LEAST_DAYS = 2;

/** What a site sent on a day; undefined when nothing is known of it. */
export type HoursOn = (day: Day) => DayHours | undefined;

/** A site's day so far. */
export interface TodayFigures {
  /** Whether the feed sends a row an hour; all other figures are null when it does not. */
  hourly: boolean;
  /** Sum of the valid rows of the hours that are over; null when there is none. */
  entries: number | null;
  /** Median of the same hours on the last four same weekdays; null with fewer than two of them that have rows. */
  usual: number | null;
  /** The last hour with a valid row, 0 … 23, the one under way included; rows of hours to come say nothing. */
  lastHour: number | null;
}

/** @param ended how many hours of today are over at the site. */
export function todayFigures(hoursOn: HoursOn, today: Day, ended: number): TodayFigures {
  if (!isHourlyFeed(hoursOn, today)) {
    return { hourly: false, entries: null, usual: null, lastHour: null };
  }
  const soFar = hoursOn(today);
  const before = comparableDays(today)
    .map(hoursOn)
    .filter((day) => hasRows(day));
  const lastHour = soFar?.received.subarray(0, ended + 1).lastIndexOf(1) ?? -1;
  return {
    hourly: true,
    entries: soFar?.received.subarray(0, ended).includes(1) ? entriesUntil(soFar, ended) : null,
    usual: before.length < LEAST_DAYS ? null : median(before.map((day) => entriesUntil(day, ended))),
    lastHour: lastHour === -1 ? null : lastHour,
  };
}

/**
 * Whether a feed sends a row an hour: most of the last days on which it sent something, before today, have valid rows in three
 * distinct hours or more. A feed that sent nothing for four weeks is not.
 */
export function isHourlyFeed(hoursOn: HoursOn, today: Day): boolean {
  let [sent, hourly] = [0, 0];
  for (let back = 1; back <= DAYS_LOOKED_AT && sent < FEED_DAYS; back += 1) {
    const day = hoursOn(addDays(today, -back));
    const hours = day === undefined ? 0 : countOf(day.received);
    sent += Number(hours > 0);
    hourly += Number(hours >= HOURLY_FROM);
  }
  return sent > 0 && hourly >= HOURLY_SHARE * sent;
}

/** Those of a site and of several, that have figures both of today and of the days before. */
export function comparableToday(figures: Iterable<TodayFigures>): { entries: number; usual: number; sites: number } {
  const sums = { entries: 0, usual: 0, sites: 0 };
  for (const { entries, usual } of figures) {
    if (entries !== null && usual !== null) {
      sums.entries += entries;
      sums.usual += usual;
      sums.sites += 1;
    }
  }
  return sums;
}

function hasRows(day: DayHours | undefined): day is DayHours {
  return day?.received.includes(1) === true;
}

function countOf(received: Uint8Array): number {
  return received.reduce((sum, one) => sum + one, 0);
}

function entriesUntil({ entries }: DayHours, ended: number): number {
  return entries.subarray(0, ended).reduce((sum, one) => sum + one, 0);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return ((low ?? 0) + (high ?? 0)) / 2;
}
