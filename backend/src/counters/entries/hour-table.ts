import type { Access } from '../../domain/access/access.ts';
import { type Day, daysBetween, eachDay, UNIX_DAY } from '../../domain/clock/calendar.ts';
import { HOURS_PER_DAY } from '../../domain/clock/local-hours.ts';
import { readRows } from '../connection/rows.ts';
import type { Counters } from '../counters.ts';
import type { Site } from '../sites/sites.ts';
import { hourlyGroups, hourSlot } from './hours.ts';
import { type SiteKey, siteKeyText } from './order.ts';
import { readPairs } from './pairs.ts';
import { type EntriesRequest, readScope } from './scope.ts';

/** What a site sent on a day, hour by hour, local to the site. */
export interface DayHours {
  /** Sums of the valid rows of each hour, 0 … 23. */
  readonly entries: Float64Array;
  /** 1 where there is a valid row. */
  readonly received: Uint8Array;
}

/** Entries by site, day and hour in 216 bytes a day: two thousand sites and a month are 13 MB. */
export interface HourTable {
  /** The days of a site: undefined for one whose feed is not hourly, and for a day that is not in the table. */
  of(site: SiteKey): (day: Day) => DayHours | undefined;
}

/**
 * The valid rows of the requested days, added up by site, day and hour, and the sites the caller may see. Sites that have no
 * hours in these days may be left out: it is for a few weeks, and for feeds that send a row an hour.
 */
export async function readHourTable(
  counters: Counters,
  access: Access,
  request: EntriesRequest
): Promise<{ sites: Site[]; table: HourTable }> {
  const scope = await readScope(counters, access, request);
  const { from } = request;
  const days = scope.days === undefined ? [] : eachDay(from, scope.days.to);
  // Thousands of sites are asked for the same few days.
  const indexes = new Map(days.map((day, index) => [day, index]));
  const bySite = new Map<string, DayHours>();
  const hoursOf = (site: SiteKey): DayHours => {
    const key = siteKeyText(site);
    const hours = bySite.get(key) ?? {
      entries: new Float64Array(days.length * HOURS_PER_DAY),
      received: new Uint8Array(days.length * HOURS_PER_DAY),
    };
    bySite.set(key, hours);
    return hours;
  };
  const add = ({ entries, received }: DayHours, at: number, count: number): void => {
    entries[at] = (entries[at] ?? 0) + count;
    received[at] = 1;
  };
  const { day } = (await counters.database.tables()).counting;
  await readPairs(
    counters,
    scope,
    hourSlot(day, daysBetween(UNIX_DAY, from)),
    (site, eachRow) => {
      const own = hoursOf(site);
      eachRow((at, count) => add(own, at, count));
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
  return {
    sites: scope.sites,
    table: {
      of: (site) => {
        const hours = bySite.get(siteKeyText(site));
        return (day) => {
          const index = indexes.get(day);
          if (hours === undefined || index === undefined) {
            return undefined;
          }
          const [start, end] = [index * HOURS_PER_DAY, (index + 1) * HOURS_PER_DAY];
          return { entries: hours.entries.subarray(start, end), received: hours.received.subarray(start, end) };
        };
      },
    },
  };
}
