import { type RawBuilder, sql, type SqlBool } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { addDays, type Day, daysBetween, UNIX_DAY } from '../../domain/clock/calendar.ts';
import { HOURS_PER_DAY } from '../../domain/clock/local-hours.ts';
import type { DayColumn } from '../columns/day-column.ts';
import { readRows } from '../connection/rows.ts';
import type { Counters } from '../counters.ts';
import { type SiteKey, siteKeyText } from './order.ts';
import { readPairs } from './pairs.ts';
import { type EntriesRequest, type EntriesScope, readScope } from './scope.ts';

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

/** Counts by hours since the first day. */
type SiteHours = Map<number, number>;

/** Entries by day and hour over the site-days that are hourly; a site that sends one row a day is not in them. */
export async function readHours(counters: Counters, access: Access, request: EntriesRequest): Promise<HourSum[]> {
  const scope = await readScope(counters, access, request);
  const { from } = request;
  const sums = new Map<number, HourSum>();
  // Where several spellings are one company, the hours of a site come in parts.
  const parts = new Map<string, SiteHours>();
  const isJoined = (site: SiteKey): boolean => hasSpellings(counters, site);
  const hoursOf = (site: SiteKey): SiteHours => {
    const key = siteKeyText(site);
    const known = parts.get(key) ?? new Map<number, number>();
    parts.set(key, known);
    return known;
  };
  const { day } = (await counters.database.tables()).counting;
  await readPairs(
    counters,
    scope,
    hourSlot(day, daysBetween(UNIX_DAY, from)),
    (site, eachRow) => {
      const hours = isJoined(site) ? hoursOf(site) : new Map<number, number>();
      eachRow((at, count) => add(hours, at, count));
      if (!isJoined(site)) {
        addHourly(sums, hours, from);
      }
    },
    hourlyGroups(counters, scope, day)
  );
  for (const row of scope.partial === undefined ? [] : await readRows(counters, scope, scope.partial)) {
    if (row.count !== null && row.count >= 0) {
      const site = { enterprise: counters.names.canonical(row.enterprise), code: row.code };
      const at = daysBetween(from, row.day_date.slice(0, 10)) * HOURS_PER_DAY + Number(row.day_date.slice(11, 13));
      add(hoursOf(site), at, row.count);
    }
  }
  parts.forEach((hours) => addHourly(sums, hours, from));
  return [...sums].sort(([a], [b]) => a - b).map(([, sum]) => sum);
}

/**
 * Where a row stands in time, in hours since a day.
 * @param first that day, by its distance from 1970-01-01.
 */
export function hourSlot({ number, hour }: DayColumn, first: number): RawBuilder<number> {
  return sql<number>`((${number} - ${sql.lit(first)}) * ${sql.lit(HOURS_PER_DAY)} + ${hour})`;
}

/**
 * The sites that can have an hourly day, as an aggregate over their valid rows: feeds of one row a day are not worth sending.
 * Three hours of a day are two after its first. Undefined where a company has several spellings: one that has the first hour
 * alone may still complete a day.
 */
export function hourlyGroups(
  counters: Counters,
  scope: Pick<EntriesScope, 'sites'>,
  { hour }: DayColumn
): RawBuilder<SqlBool> | undefined {
  return scope.sites.some((site) => hasSpellings(counters, site))
    ? undefined
    : sql<SqlBool>`count(case when ${hour} > 0 then 1 end) >= ${sql.lit(HOURLY_FROM - 1)}`;
}

function hasSpellings({ names }: Counters, { enterprise }: Pick<SiteKey, 'enterprise'>): boolean {
  return names.written(enterprise).length > 1;
}

function add(hours: SiteHours, at: number, count: number): void {
  hours.set(at, (hours.get(at) ?? 0) + count);
}

/** Adds the days of a site that are hourly. */
function addHourly(sums: Map<number, HourSum>, hours: SiteHours, from: Day): void {
  const days = Map.groupBy(hours, ([at]) => Math.floor(at / HOURS_PER_DAY));
  for (const [day, ofDay] of days) {
    for (const [at, entries] of ofDay.length < HOURLY_FROM ? [] : ofDay) {
      const sum = sums.get(at) ?? { day: addDays(from, day), hour: at % HOURS_PER_DAY, entries: 0, sites: 0 };
      sums.set(at, { ...sum, entries: sum.entries + entries, sites: sum.sites + 1 });
    }
  }
}
