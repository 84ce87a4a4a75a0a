import { type RawBuilder, sql, type SqlBool } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { addDays, type Day, daysBetween } from '../../domain/clock/calendar.ts';
import type { CountersTables } from '../columns/tables.ts';
import type { CountersDatabase } from '../connection/database.ts';
import type { Counters } from '../counters.ts';
import { readSiteOutlines, readSites, type Site, type SiteOutline, uniqueSites } from '../sites/sites.ts';
import { type SiteKey, siteKeyText } from './order.ts';
import { createSiteClock } from './timezones.ts';

/** Which rows of `counting` a query is about. */
export interface EntriesRequest {
  /** Narrows to these enterprises; a name outside the caller's rights adds nothing. */
  enterprises?: readonly string[];
  /** Narrows to these exact codes; none: no row. */
  codes?: readonly string[];
  /** Calendar dates as written in the database, both included. */
  from: Day;
  to: Day;
  /** Decides each site's today: rows after it never count. */
  now: Date;
}

/** One range of the primary key: some codes of one enterprise, as the table's collation compares them. */
export interface KeyRange {
  enterprise: string;
  codes: string[];
}

/** The rows a caller may see, as ranges on the primary key (enterprise, code, day_date). */
export interface EntriesScope<S extends SiteOutline = SiteOutline> {
  /** The caller's sites, one a site. */
  sites: S[];
  /**
   * Conditions, one a statement; together they select the rows between two days, both included. Ranges compare as the
   * collation does, so that they may bring rows of another enterprise or code: what they bring has to pass `admits`.
   */
  conditions(from: Day, to: Day): RawBuilder<SqlBool>[];
  /** True for a name of the caller's enterprises and one of the codes asked for, exactly as they are written. */
  admits(row: SiteKey): boolean;
  /** The request's days that have begun at some site; undefined when none has. */
  days: { from: Day; to: Day } | undefined;
  /** The part of them that has begun at every site. */
  settled: { from: Day; to: Day } | undefined;
  /** The part of them that has begun at some sites only; rows there count by `hasBegun`. */
  partial: { from: Day; to: Day } | undefined;
  /** True when the day has begun at the site. */
  hasBegun(key: SiteKey, day: Day): boolean;
}

/**
 * Codes in one statement. The server holds each row it reads against the ranges one after the other, so fewer of them cost
 * less: 100 takes half of the time off 2,000 (docs/adr/0007). MariaDB also stops using the `day_date` part of the key beyond
 * 32,000 elements (`optimizer_max_sel_arg_weight`), and small statements share the server's processors.
 */
const CODES_PER_STATEMENT = 100;

/** Of a few days there are few rows to hold: there the statements themselves cost more. */
const FEW_DAYS = { days: 3, codes: 500 };

/**
 * Decides what a query reads. Naming every code makes the query a set of ranges on the primary key: the server then reads
 * the days asked for and no others, without an index of ours.
 */
export async function readScope(
  counters: Counters,
  access: Access,
  request: EntriesRequest
): Promise<EntriesScope<Site>> {
  return scopeOf(counters, await readSites(counters, access, request.enterprises), request);
}

/** The same, with outlines of the sites only. */
export async function readOutlineScope(
  counters: Counters,
  access: Access,
  request: EntriesRequest
): Promise<EntriesScope> {
  return scopeOf(counters, await readSiteOutlines(counters, access, request.enterprises), request);
}

async function scopeOf<S extends SiteOutline>(
  counters: Counters,
  rows: readonly S[],
  request: EntriesRequest
): Promise<EntriesScope<S>> {
  const sites = uniqueSites(rows);
  const written = [...new Set(sites.flatMap((site) => counters.names.written(site.enterprise)))];
  const ranges = await readSeries(counters, written, request.codes);
  const admitted = new Set(written);
  const codes = request.codes && new Set(request.codes);
  const { counting } = await counters.database.tables();
  return {
    sites,
    conditions: (from, to) => {
      const days = counting.day.within({ from, to });
      const codes = daysBetween(from, to) < FEW_DAYS.days ? FEW_DAYS.codes : CODES_PER_STATEMENT;
      return splitRanges(ranges, codes).map((keys) => sql<SqlBool>`(${days} and (${inRanges(counting, keys)}))`);
    },
    admits: ({ enterprise, code }) => admitted.has(enterprise) && (codes === undefined || codes.has(code)),
    ...splitDays(counters, sites, request),
  };
}

/**
 * The codes that have rows, in `sites` or not; some seconds ago, perhaps. The server jumps from code to code in the primary key.
 *
 * Names and codes are compared as the collation does, and of all spellings that it holds equal it names one: these are
 * bounds of ranges that cannot overlap, so that no two statements bring the same row, and what the ranges bring is
 * compared exactly (`admits`). Spellings that a caller names must never become ranges themselves: only the server knows
 * which of them are the same range.
 */
async function readSeries(
  { database, kept }: Counters,
  written: readonly string[],
  codes: readonly string[] | undefined
): Promise<readonly KeyRange[]> {
  if (written.length === 0 || codes?.length === 0) {
    return [];
  }
  return kept.read(JSON.stringify(['series', written, codes]), () => readKeyRanges(database, written, codes));
}

async function readKeyRanges(
  database: CountersDatabase,
  written: readonly string[],
  codes: readonly string[] | undefined
): Promise<KeyRange[]> {
  const rows = await database.read((db, { counting: { enterprise, code } }) =>
    db
      .selectFrom('counting')
      .select([enterprise.text.as('enterprise'), code.text.as('code')])
      .where(enterprise.spanning(written))
      .where(sql<SqlBool>`${code.text} is not null`)
      // By the columns themselves: a text that a type had to be converted into may be held equal where the key is not.
      .groupBy([enterprise.stored, code.stored] as RawBuilder<string>[])
      // Of the groups: as a condition on the rows, a list of codes keeps the server from jumping.
      .$if(codes !== undefined, (series) => series.having(code.among(codes ?? [])))
      .execute()
  );
  const series = Map.groupBy(rows, ({ enterprise }) => enterprise);
  return [...series].map(([enterprise, list]) => ({ enterprise, codes: list.map(({ code }) => code) }));
}

/** The keys of one statement. */
function inRanges({ enterprise, code }: CountersTables['counting'], ranges: readonly KeyRange[]): RawBuilder<SqlBool> {
  const isOf = (name: string) => (ranges.length === 1 ? enterprise.spanning([name]) : enterprise.among([name]));
  const keys = ranges.map((range) => sql<SqlBool>`(${isOf(range.enterprise)} and ${code.among(range.codes)})`);
  return sql<SqlBool>`${sql.join(keys, sql` or `)}`;
}

/** Groups ranges into statements of at most `limit` codes. */
export function splitRanges(ranges: readonly KeyRange[], limit: number): KeyRange[][] {
  const statements: KeyRange[][] = [];
  let room = 0;
  for (const { enterprise, codes } of ranges) {
    for (let start = 0; start < codes.length;) {
      if (room === 0) {
        statements.push([]);
        room = limit;
      }
      const part = codes.slice(start, start + room);
      statements.at(-1)?.push({ enterprise, codes: part });
      start += part.length;
      room -= part.length;
    }
  }
  return statements;
}

function splitDays(
  { rules, names }: Counters,
  sites: readonly SiteOutline[],
  { from, to, now }: EntriesRequest
): Pick<EntriesScope, 'days' | 'settled' | 'partial' | 'hasBegun'> {
  const clock = createSiteClock(now);
  const todays = [...new Set([...sites.map(({ zone }) => zone), rules.timezone])].map(clock.today).sort();
  /** Of the sites; most questions are about days that have begun everywhere. */
  let zones: Map<string, string> | undefined;
  const earliest = todays[0] ?? to;
  const latest = todays.at(-1) ?? to;
  return {
    days: nonEmpty(from, to < latest ? to : latest),
    settled: nonEmpty(from, to < earliest ? to : earliest),
    partial: nonEmpty(from > earliest ? from : addDays(earliest, 1), to < latest ? to : latest),
    hasBegun: ({ enterprise, code }, day) => {
      zones ??= new Map(sites.map((site) => [siteKeyText(site), site.zone]));
      const key = siteKeyText({ enterprise: names.canonical(enterprise), code });
      return day <= clock.today(zones.get(key) ?? rules.timezone);
    },
  };
}

function nonEmpty(from: Day, to: Day): { from: Day; to: Day } | undefined {
  return from <= to ? { from, to } : undefined;
}
