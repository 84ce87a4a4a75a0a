import { sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { addDays, type Day } from '../../domain/clock/calendar.ts';
import { readRows } from '../connection/rows.ts';
import type { CountingTable } from '../connection/schema.ts';
import { runStatements } from '../connection/statements.ts';
import type { Counters } from '../counters.ts';
import type { Site, SiteOutline } from '../sites/sites.ts';
import type { DayEntries } from '../verdicts/verdicts.ts';
import { type Aggregates, readSiteGroups } from './groups.ts';
import { siteDayText, siteKeyText } from './order.ts';
import { type EntriesRequest, type EntriesScope, readOutlineScope, readScope } from './scope.ts';

/** Sums of `counting`: a row with a NULL or negative count is invalid, absent from `entries` and counted apart. */
export interface EntriesSum extends DayEntries {
  invalidRows: number;
}
/** `enterprise` is the canonical name. */
export interface SiteSum extends EntriesSum {
  enterprise: string;
  code: string;
}
export interface SiteDaySum extends SiteSum {
  day: Day;
}

/** Bounds of every day there can be. */
const [FIRST_DAY, LAST_DAY]: [Day, Day] = ['0001-01-01', '9999-12-31'];

/** The sums, and the sites the caller may see; a code of a sum that is not among them is unknown to `sites`. */
export interface EntriesAnswer<T, S extends SiteOutline = Site> {
  sites: S[];
  sums: T[];
}

/** Entries of each site over the whole range, added up by the server. */
export async function readSiteSums(
  counters: Counters,
  access: Access,
  request: EntriesRequest
): Promise<EntriesAnswer<SiteSum, SiteOutline>> {
  const scope = await readOutlineScope(counters, access, request);
  const parts = await readSums(counters, scope);
  return { sites: scope.sites, sums: addUp(parts, siteKeyText) };
}

/** Entries of each site and day that has rows. */
export async function readSiteDays(
  counters: Counters,
  access: Access,
  request: EntriesRequest
): Promise<EntriesAnswer<SiteDaySum>> {
  const scope = await readScope(counters, access, request);
  // As many groups as rows, nearly: adding up here takes a fifth of the time the server takes to.
  const rows = await readRows(counters, scope, scope.days);
  const parts = rows.map((row) => sumOfRow(counters, row));
  return { sites: scope.sites, sums: addUp(parts, (sum) => siteDayText(sum.day, sum)) };
}

/**
 * Entries of each site on some days that need not follow each other: the days between them are not read.
 * @param request.daysOf the days of interest of each site; each of these days is read for every site.
 */
export async function readSitesOnDays(
  counters: Counters,
  access: Access,
  { daysOf, ...request }: Omit<EntriesRequest, 'from' | 'to'> & { daysOf: (site: Site) => readonly Day[] }
): Promise<EntriesAnswer<SiteDaySum>> {
  const scope = await readScope(counters, access, { ...request, from: FIRST_DAY, to: LAST_DAY });
  const spans = spansOf([...new Set(scope.sites.flatMap(daysOf))]);
  const rows = (await Promise.all(spans.map((span) => readRows(counters, scope, span)))).flat();
  const parts = rows.map((row) => sumOfRow(counters, row));
  return { sites: scope.sites, sums: addUp(parts, (sum) => siteDayText(sum.day, sum)) };
}

/** Days that follow each other come in one statement: the world's sites live up to three dates at once. */
function spansOf(days: readonly Day[]): { from: Day; to: Day }[] {
  const spans: { from: Day; to: Day }[] = [];
  for (const day of days.toSorted()) {
    const last = spans.at(-1);
    if (last !== undefined && addDays(last.to, 1) === day) {
      last.to = day;
    } else {
      spans.push({ from: day, to: day });
    }
  }
  return spans;
}

/** What the server computes of each group; a sum of nothing is NULL. */
interface GroupSum {
  entries: number | null;
  validRows: number;
  readRows: number;
}

/** Lets the server add up the settled days; the few days that have not begun everywhere come row by row. */
async function readSums(counters: Counters, scope: EntriesScope): Promise<SiteSum[]> {
  const { settled, partial } = scope;
  const { count } = (await counters.database.tables()).counting;
  const conditions = settled === undefined ? [] : scope.conditions(settled.from, settled.to);
  const valid = sql<number | null>`case when ${count.value} >= 0 then ${count.value} end`;
  const sums: Aggregates<GroupSum> = {
    entries: sql<number | null>`sum(${valid})`,
    validRows: sql<number>`count(${valid})`,
    readRows: sql<number>`count(*)`,
  };
  const [groups, rows] = await Promise.all([
    runStatements(conditions, (condition) => readSiteGroups(counters, condition, sums)),
    partial === undefined ? [] : readRows(counters, scope, partial),
  ]);
  const settledSums = groups
    .flat()
    .filter((group) => scope.admits(group))
    .map(({ enterprise, code, entries, validRows, readRows }) => ({
      enterprise: counters.names.canonical(enterprise),
      code,
      entries: entries ?? 0,
      validRows,
      invalidRows: readRows - validRows,
    }));
  return [...settledSums, ...rows.map((row) => withoutDay(sumOfRow(counters, row)))];
}

function withoutDay({ day: _, ...sum }: SiteDaySum): SiteSum {
  return sum;
}

function sumOfRow({ names }: Counters, { enterprise, code, day_date, count }: CountingTable): SiteDaySum {
  const valid = count !== null && count >= 0;
  return {
    enterprise: names.canonical(enterprise),
    code,
    day: day_date.slice(0, 10),
    entries: valid ? count : 0,
    validRows: valid ? 1 : 0,
    invalidRows: valid ? 0 : 1,
  };
}

/** One sum a group: hourly rows, spellings of one company and statements' parts come together, in the first of their objects. */
function addUp<S extends EntriesSum>(parts: readonly S[], groupOf: (part: S) => string): S[] {
  const sums = new Map<string, S>();
  for (const part of parts) {
    const group = groupOf(part);
    const known = sums.get(group);
    if (known === undefined) {
      sums.set(group, part);
    } else {
      known.entries += part.entries;
      known.validRows += part.validRows;
      known.invalidRows += part.invalidRows;
    }
  }
  return [...sums.values()];
}
