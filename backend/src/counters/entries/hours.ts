import type { Access } from '../../domain/access/access.ts';
import type { Day } from '../../domain/clock/calendar.ts';
import { readRows } from '../connection/rows.ts';
import type { Counters } from '../counters.ts';
import { type EntriesRequest, readScope } from './scope.ts';

/** A site-day is hourly when its valid rows stand in at least so many distinct hours. */
export const HOURLY_FROM = 3;

/** Entries of one hour of one day, added up over the hourly site-days. */
export interface HourSum {
  day: Day;
  /** 0 … 23, local to the sites. */
  hour: number;
  entries: number;
  /** How many sites have a valid row in that hour of that day. */
  sites: number;
}

/** Entries by day and hour over the site-days that are hourly; a site that sends one row a day is not in them. */
export async function readHours(counters: Counters, access: Access, request: EntriesRequest): Promise<HourSum[]> {
  const scope = await readScope(counters, access, request);
  const rows = await readRows(counters, scope, scope.days);
  const siteDays = new Map<string, Map<number, number>>();
  for (const { enterprise, code, day_date, count } of rows) {
    if (count !== null && count >= 0) {
      const key = JSON.stringify([counters.names.canonical(enterprise), code, day_date.slice(0, 10)]);
      const hours = siteDays.get(key) ?? new Map<number, number>();
      const hour = Number(day_date.slice(11, 13));
      siteDays.set(key, hours.set(hour, (hours.get(hour) ?? 0) + count));
    }
  }
  return addUp([...siteDays].filter(([, hours]) => hours.size >= HOURLY_FROM));
}

function addUp(siteDays: readonly (readonly [key: string, hours: ReadonlyMap<number, number>])[]): HourSum[] {
  const sums = new Map<string, HourSum>();
  for (const [siteDay, hours] of siteDays) {
    const day = (JSON.parse(siteDay) as [string, string, Day])[2];
    for (const [hour, entries] of hours) {
      const key = `${day} ${hour}`;
      const sum = sums.get(key) ?? { day, hour, entries: 0, sites: 0 };
      sums.set(key, { ...sum, entries: sum.entries + entries, sites: sum.sites + 1 });
    }
  }
  return [...sums.values()].sort((a, b) => (a.day === b.day ? a.hour - b.hour : a.day < b.day ? -1 : 1));
}
