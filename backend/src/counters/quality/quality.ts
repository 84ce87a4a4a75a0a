import { type RawBuilder, sql, type SqlBool } from 'kysely';

import { addDays } from '../../domain/clock/calendar.ts';
import { fold } from '../../domain/text/text.ts';
import type { Counters } from '../counters.ts';
import { HOURLY_FROM } from '../entries/hours.ts';
import { compareCodePoints, compareSiteKeys, type SiteKey, siteKeyText } from '../entries/order.ts';
import { createSiteClock } from '../entries/timezones.ts';
import { readSites, type Site } from '../sites/sites.ts';
import { type FeedHabits, readFeedHabits } from './feed-habits.ts';
import { readStorage, type Storage } from './storage.ts';

/** What is odd in the counters database, for `doctor`: counts, and the places they come from. */
export interface CountersQuality extends Storage {
  rows: number;
  /** Rows without an enterprise or a code: they count nowhere. */
  keyless: { sites: number; counting: number };
  /** Rows whose count is NULL or negative: absent from every figure. */
  invalidRows: { nulls: number; negatives: number; sites: SiteKey[] };
  /** Rows without a usable day (`DayColumn.within`): they count nowhere. */
  unusableDays: { rows: number; sites: SiteKey[] };
  /** Rows under a code that `sites` does not have: in sums and top lists, never in verdicts. */
  unknownCodes: { rows: number; sites: SiteKey[] };
  /** Rows of an enterprise that `sites` does not have: they count nowhere. */
  unknownEnterprises: { rows: number; names: string[] };
  /** Rows after the site's today: they never count. */
  futureRows: { rows: number; sites: SiteKey[] };
  /** Sites whose time zone is empty or no IANA name: the rules' one stands in. */
  timezones: { empty: SiteKey[]; unknown: SiteKey[] };
  /** Names that fold alike but are different enterprises. */
  alikeEnterprises: string[][];
  /** Rows of `sites` that the rules' joined spellings make one site. */
  duplicateSites: SiteKey[];
  /** Hourly site-days of the last `days` whose 00:00 row repeats the sum of the other hours. */
  repeatedMidnights: { days: number; siteDays: number; sites: SiteKey[] };
  habits: FeedHabits;
}

/** Repeats are searched in so many days back from today: it groups by day, which the whole history would make long. */
const REPEATS_DAYS = 35;
const EVERYTHING = { tokenId: '', tokenName: '', scopes: [], connections: 'all', enterprises: 'all' } as const;

interface SeriesCounts extends SiteKey {
  rows: number;
  nulls: number;
  negatives: number;
  unusableDays: number;
  future: number;
}

/**
 * Examines the whole database, whatever a caller may see: for `doctor` only. Reads every row of `counting` once.
 * @throws {CountersError} when the database gives no answer.
 */
export async function readQuality(counters: Counters, now: Date): Promise<CountersQuality> {
  const sites = await readSites(counters, EVERYTHING);
  const [series, keyless, repeatedMidnights, habits, storage] = await Promise.all([
    readSeriesCounts(counters, sites, now),
    countKeyless(counters),
    readRepeatedMidnights(counters, now),
    readFeedHabits(counters, EVERYTHING, now),
    readStorage(counters),
  ]);
  const enterprises = new Set(sites.map((site) => site.enterprise));
  const known = new Set(sites.map(siteKeyText));
  const strangers = series.filter((one) => !enterprises.has(one.enterprise));
  const unknownCodes = series.filter((one) => enterprises.has(one.enterprise) && !known.has(siteKeyText(one)));
  return {
    rows: total(series, 'rows') + keyless.counting,
    keyless,
    invalidRows: {
      nulls: total(series, 'nulls'),
      negatives: total(series, 'negatives'),
      sites: keysOf(series.filter((one) => one.nulls + one.negatives > 0)),
    },
    unusableDays: {
      rows: total(series, 'unusableDays'),
      sites: keysOf(series.filter((one) => one.unusableDays > 0)),
    },
    unknownCodes: { rows: total(unknownCodes, 'rows'), sites: keysOf(unknownCodes) },
    unknownEnterprises: {
      rows: total(strangers, 'rows'),
      names: [...new Set(strangers.map((one) => one.enterprise))].sort(compareCodePoints),
    },
    futureRows: { rows: total(series, 'future'), sites: keysOf(series.filter((one) => one.future > 0)) },
    timezones: {
      empty: keysOf(sites.filter((site) => site.zoneProblem === 'empty')),
      unknown: keysOf(sites.filter((site) => site.zoneProblem === 'unknown')),
    },
    alikeEnterprises: alike([...enterprises]),
    duplicateSites: keysOf(groupsOf(sites, siteKeyText).flatMap((group) => group.slice(1))),
    repeatedMidnights,
    habits,
    ...storage,
  };
}

/** Rows with a NULL in their key, where the tables allow one. */
async function countKeyless({ database }: Counters): Promise<CountersQuality['keyless']> {
  const { rows } = await database.read((db, { sites, counting }) =>
    sql<CountersQuality['keyless']>`select
      (select count(*) from sites where ${sites.enterprise.text} is null or ${sites.code.text} is null)
        as ${sql.id('sites')},
      (select count(*) from counting where ${counting.enterprise.text} is null or ${counting.code.text} is null)
        as ${sql.id('counting')}`.execute(db)
  );
  return rows[0] ?? { sites: 0, counting: 0 };
}

/** Counts of each site's rows, one pass over the table. */
async function readSeriesCounts(counters: Counters, sites: readonly Site[], now: Date): Promise<SeriesCounts[]> {
  const clock = createSiteClock(now);
  const zones = new Map(sites.map((site) => [siteKeyText(site), site.zone]));
  // At one instant the world's sites live at most three different dates: rows after each are counted side by side.
  const todays = [...new Set([...zones.values(), counters.rules.timezone].map(clock.today))];
  const rows = await counters.database.read((db, { counting: { enterprise, code, day, count } }) =>
    db
      .selectFrom('counting')
      .select([
        sql<string>`min(${enterprise.text})`.as('enterprise'),
        sql<string>`min(${code.text})`.as('code'),
        sql<number>`count(*)`.as('rows'),
        sql<number>`count(case when ${count.value} is null then 1 end)`.as('nulls'),
        sql<number>`count(case when ${count.value} < 0 then 1 end)`.as('negatives'),
        sql<number>`count(case when ${day.within({})} then null else 1 end)`.as('unusableDays'),
        ...todays.map((today) =>
          sql<number>`count(case when ${day.within({ from: addDays(today, 1) })} then 1 end)`.as(`after ${today}`)
        ),
      ])
      .where(sql<SqlBool>`${enterprise.text} is not null and ${code.text} is not null`)
      .groupBy([enterprise.bytes, code.bytes] as RawBuilder<string>[])
      .execute()
  );
  return rows.map((row) => {
    const key = { enterprise: counters.names.canonical(row.enterprise), code: row.code };
    const today = clock.today(zones.get(siteKeyText(key)) ?? counters.rules.timezone);
    const future = (row as unknown as Record<string, number>)[`after ${today}`] ?? 0;
    return {
      ...key,
      rows: row.rows,
      nulls: row.nulls,
      negatives: row.negatives,
      unusableDays: row.unusableDays,
      future,
    };
  });
}

async function readRepeatedMidnights(counters: Counters, now: Date): Promise<CountersQuality['repeatedMidnights']> {
  const since = addDays(now.toISOString().slice(0, 10), -REPEATS_DAYS);
  const { rows } = await counters.database.read((db, { counting: { enterprise, code, day, count } }) => {
    const isMidnight = sql`${day.hour} = 0`;
    return sql<SiteKey>`
      select min(${enterprise.text}) as enterprise, min(${code.text}) as code from counting
      where ${day.within({ from: since })} and ${count.value} >= 0
        and ${enterprise.text} is not null and ${code.text} is not null
      group by ${enterprise.bytes}, ${code.bytes}, ${day.day}
      having count(distinct ${day.hour}) >= ${sql.lit(HOURLY_FROM)} and sum(${count.value}) > 0
        and sum(case when ${isMidnight} then ${count.value} else 0 end)
          = sum(case when ${isMidnight} then 0 else ${count.value} end)
    `.execute(db);
  });
  return { days: REPEATS_DAYS, siteDays: rows.length, sites: keysOf(rows) };
}

/** Groups of names that fold alike, each and all by code point. */
function alike(names: readonly string[]): string[][] {
  return groupsOf([...names].sort(compareCodePoints), fold).filter((group) => group.length > 1);
}

function groupsOf<T>(items: readonly T[], key: (item: T) => string): T[][] {
  return [...Map.groupBy(items, key).values()];
}

function total(series: readonly SeriesCounts[], column: Exclude<keyof SeriesCounts, keyof SiteKey>): number {
  return series.reduce((sum, one) => sum + one[column], 0);
}

/** The keys alone, each once, in the order of the lists. */
function keysOf(items: readonly SiteKey[]): SiteKey[] {
  const keys = items.map(({ enterprise, code }) => ({ enterprise, code }));
  return [...new Map(keys.map((key) => [siteKeyText(key), key])).values()].sort(compareSiteKeys);
}
