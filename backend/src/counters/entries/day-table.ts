import { sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { type Day, daysBetween, UNIX_DAY } from '../../domain/clock/calendar.ts';
import { readRows } from '../connection/rows.ts';
import type { Counters } from '../counters.ts';
import type { Site } from '../sites/sites.ts';
import { type SiteKey, siteKeyText } from './order.ts';
import { readPairs } from './pairs.ts';
import { type EntriesRequest, readScope } from './scope.ts';

/** The days of one site, by their distance from the first day of the table. */
export interface SiteDays {
  /** Sums of the valid rows. */
  readonly entries: Float64Array;
  /** 1 where there is a valid row. */
  readonly received: Uint8Array;
}

/** Entries by site and day in nine bytes a day: two thousand sites and ten years are 66 MB. */
export interface DayTable {
  readonly from: Day;
  readonly days: number;
  /** Undefined for a site without a valid row on these days. */
  of(site: SiteKey): SiteDays | undefined;
}

/** The valid rows of the requested days, added up by site and day, and the sites the caller may see. */
export async function readDayTable(
  counters: Counters,
  access: Access,
  request: EntriesRequest
): Promise<{ sites: Site[]; table: DayTable }> {
  const scope = await readScope(counters, access, request);
  const { from } = request;
  const days = scope.days === undefined ? 0 : daysBetween(from, scope.days.to) + 1;
  const bySite = new Map<string, SiteDays>();
  const daysOf = (site: SiteKey): SiteDays => {
    const key = siteKeyText(site);
    const known = bySite.get(key) ?? { entries: new Float64Array(days), received: new Uint8Array(days) };
    bySite.set(key, known);
    return known;
  };
  const add = ({ entries, received }: SiteDays, day: number, count: number): void => {
    entries[day] = (entries[day] ?? 0) + count;
    received[day] = 1;
  };
  const { day } = (await counters.database.tables()).counting;
  const first = daysBetween(UNIX_DAY, from);
  await readPairs(counters, scope, sql<number>`(${day.number} - ${sql.lit(first)})`, (site, eachRow) => {
    const own = daysOf(site);
    eachRow((index, count) => add(own, index, count));
  });
  // The last two days at most, which have not begun everywhere.
  for (const row of scope.partial === undefined ? [] : await readRows(counters, scope, scope.partial)) {
    if (row.count !== null && row.count >= 0) {
      const site = { enterprise: counters.names.canonical(row.enterprise), code: row.code };
      add(daysOf(site), daysBetween(from, row.day_date.slice(0, 10)), row.count);
    }
  }
  return { sites: scope.sites, table: { from, days, of: (site) => bySite.get(siteKeyText(site)) } };
}
