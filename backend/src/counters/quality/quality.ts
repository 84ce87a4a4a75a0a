import { sql } from 'kysely';

import { fold } from '../../domain/text/text.ts';
import type { Counters } from '../counters.ts';
import { compareCodePoints, keysOf, type SiteKey, siteKeyText } from '../entries/order.ts';
import { readSites, type Site } from '../sites/sites.ts';
import { type FeedHabits, readFeedHabits } from './feed-habits.ts';
import { readUnknownIgnoreWords } from './ignore-words.ts';
import { readRepeatedMidnights, type RepeatedMidnights } from './repeated-midnights.ts';
import { readSeriesCounts, type SeriesCounts } from './series-counts.ts';
import { readStorage, type Storage } from './storage.ts';

/** What a look at every row shows: counts, and the places they come from. */
export interface RowsQuality {
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
}

/** What shows in `sites`, in how the tables are stored and in the last weeks, however long the history is. */
export interface FeedsQuality extends Storage {
  /** Sites whose time zone is empty or no IANA name: the rules' one stands in. */
  timezones: { empty: SiteKey[]; unknown: SiteKey[] };
  /** Names that fold alike but are different enterprises. */
  alikeEnterprises: string[][];
  /** Rows of `sites` that the rules' joined spellings make one site. */
  duplicateSites: SiteKey[];
  /** Words in `ignore` that say neither yes nor no: their sites count as out of service. */
  unknownIgnoreWords: string[];
  /** Goals of the rules for an enterprise or a code that `sites` does not have: their places in the rules, and whose they are. */
  unknownGoals: string[];
  repeatedMidnights: RepeatedMidnights;
  habits: FeedHabits;
}

/** What is odd in the counters database, for `doctor`. */
export interface CountersQuality extends RowsQuality, FeedsQuality {}

/** How far an examination has come that is not at its end. */
export interface QualityProgress {
  /** Undefined while the last weeks are being looked at. */
  feeds: FeedsQuality | undefined;
  /** Series (sites and unknown codes) whose rows were read, of how many; undefined before that begins. */
  series: { read: number; all: number } | undefined;
}

const EVERYTHING = {
  tokenId: '',
  tokenName: '',
  scopes: [],
  connections: 'all',
  enterprises: 'all',
  clients: 'all',
  shows: [],
} as const;

/**
 * Examines the whole database, whatever a caller may see: for `doctor` only. First what is quick on any database, then every
 * row of `counting` once, in small statements.
 * @param onProgress called after each of them
 * @throws {CountersError} when the database gives no answer.
 */
export async function readQuality(
  counters: Counters,
  now: Date,
  onProgress: (progress: QualityProgress) => void = () => undefined
): Promise<CountersQuality> {
  onProgress({ feeds: undefined, series: undefined });
  const sites = await readSites(counters, EVERYTHING);
  const feeds = await readFeedsQuality(counters, sites, now);
  onProgress({ feeds, series: undefined });
  const keyless = await countKeyless(counters);
  const series = await readSeriesCounts(counters, sites, now, (read, all) =>
    onProgress({ feeds, series: { read, all } })
  );
  return { ...feeds, ...rowsQuality(series, sites, keyless) };
}

async function readFeedsQuality(counters: Counters, sites: readonly Site[], now: Date): Promise<FeedsQuality> {
  const storage = await readStorage(counters);
  const unknownIgnoreWords = await readUnknownIgnoreWords(counters);
  const repeatedMidnights = await readRepeatedMidnights(counters, EVERYTHING, now);
  const habits = await readFeedHabits(counters, EVERYTHING, now);
  return {
    timezones: {
      empty: keysOf(sites.filter((site) => site.zoneProblem === 'empty')),
      unknown: keysOf(sites.filter((site) => site.zoneProblem === 'unknown')),
    },
    alikeEnterprises: alike([...new Set(sites.map((site) => site.enterprise))]),
    duplicateSites: keysOf(groupsOf(sites, siteKeyText).flatMap((group) => group.slice(1))),
    unknownIgnoreWords,
    unknownGoals: unknownGoals(counters, sites),
    repeatedMidnights,
    habits,
    ...storage,
  };
}

function unknownGoals({ rules: { goals } }: Counters, sites: readonly Site[]): string[] {
  const enterprises = new Set(sites.map(({ enterprise }) => enterprise));
  const known = new Set(sites.map(siteKeyText));
  return goals.flatMap(({ enterprise, code }, index) => {
    const isKnown = code === undefined ? enterprises.has(enterprise) : known.has(siteKeyText({ enterprise, code }));
    const whose = `${JSON.stringify(enterprise)}${code === undefined ? '' : ` ${code}`}`;
    return isKnown ? [] : [`counters.goals[${index}] (${whose})`];
  });
}

function rowsQuality(
  series: readonly SeriesCounts[],
  sites: readonly Site[],
  keyless: RowsQuality['keyless']
): RowsQuality {
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
  };
}

/** Rows with a NULL in their key, where the tables allow one. */
async function countKeyless({ database }: Counters): Promise<RowsQuality['keyless']> {
  const { rows } = await database.read((db, { sites, counting }) =>
    sql<RowsQuality['keyless']>`select
      (select count(*) from sites where ${sites.enterprise.text} is null or ${sites.code.text} is null)
        as ${sql.id('sites')},
      (select count(*) from counting where ${counting.enterprise.text} is null or ${counting.code.text} is null)
        as ${sql.id('counting')}`.execute(db)
  );
  return rows[0] ?? { sites: 0, counting: 0 };
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
