import { sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { type Day, daysBetween, UNIX_DAY } from '../../domain/clock/calendar.ts';
import { readRows } from '../connection/rows.ts';
import type { Counters } from '../counters.ts';
import type { Site } from '../sites/sites.ts';
import { type SiteKey, siteKeyText } from './order.ts';
import { readPairs } from './pairs.ts';
import { type EntriesRequest, readScope } from './scope.ts';

/** The days of one line, by their distance from the first day of the table. */
export interface SiteDays {
  /** Sums of the valid rows. */
  readonly entries: Float64Array;
  /** 1 where there is a valid row. */
  readonly received: Uint8Array;
}

/** Entries by line and day in nine bytes a day: two thousand sites and ten years are 66 MB. A line is a site, unless asked for otherwise. */
export interface DayTable {
  readonly from: Day;
  readonly days: number;
  /** Undefined for a line without a valid row on these days. */
  of(line: SiteKey): SiteDays | undefined;
  /** Every line with a valid row on these days. */
  readonly lines: readonly SiteKey[];
}

/** All sites of an enterprise together, as a line of a table. */
export function lineOfEnterprise({ enterprise }: Pick<SiteKey, 'enterprise'>): SiteKey {
  return { enterprise, code: '' };
}

/**
 * The valid rows of the requested days, added up by line and day, and the sites the caller may see.
 * @param lineOf the line that the rows of a site are added to.
 */
export async function readDayTable(
  counters: Counters,
  access: Access,
  request: EntriesRequest,
  lineOf: (site: SiteKey) => SiteKey = (site) => site
): Promise<{ sites: Site[]; table: DayTable }> {
  const scope = await readScope(counters, access, request);
  const { from } = request;
  const days = scope.days === undefined ? 0 : daysBetween(from, scope.days.to) + 1;
  const byLine = new Map<string, SiteDays>();
  const lines: SiteKey[] = [];
  const daysOf = (site: SiteKey): SiteDays => {
    const line = lineOf(site);
    const key = siteKeyText(line);
    const known = byLine.get(key);
    if (known !== undefined) {
      return known;
    }
    const empty = { entries: new Float64Array(days), received: new Uint8Array(days) };
    byLine.set(key, empty);
    lines.push(line);
    return empty;
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
  return { sites: scope.sites, table: { from, days, lines, of: (line) => byLine.get(siteKeyText(line)) } };
}
