import type { SelectQueryBuilder } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { wordFor } from '../columns/site-cells.ts';
import type { CountersTables, SitesColumns } from '../columns/tables.ts';
import { isDuplicateKey } from '../connection/failures/error-numbers.ts';
import { type CountersHandle, type CountersSchema, SITE_COLUMNS, type SiteTable } from '../connection/schema.ts';
import type { Counters } from '../counters.ts';
import type { SiteKey } from '../entries/order.ts';
import { visibleEnterprises } from './enterprises.ts';
import { NOT_TAKEN, refusedValue } from './refused-values.ts';
import { changesIn, isEmpty, type SiteChanges } from './site-changes.ts';
import { siteEtag } from './site-identity.ts';
import { type Site, toSite } from './sites.ts';
import type { NewSiteInput, SiteInput, SiteProblem } from './validation.ts';

/** A site and the ETag of its row. */
export interface VersionedSite {
  site: Site;
  etag: string;
}

/** The table cannot hold a value: nothing was written. */
export interface RefusedOutcome {
  outcome: 'refused';
  problem: SiteProblem;
}

/**
 * - `created`, `updated`: done;
 * - `unchanged`: the row says all of it already, and nothing was written;
 * - `forbidden`: the enterprise is outside the caller's rights;
 * - `exists`: a row that the caller may see has this enterprise and code, as the table's collation compares them;
 * - `not_found`: no such row, or outside the caller's rights;
 * - `changed`: the row is no longer the one the ETag names; `current` is what it is now.
 */
export type CreateOutcome =
  | { outcome: 'created'; after: VersionedSite }
  | { outcome: 'forbidden' }
  | { outcome: 'exists'; as: SiteKey }
  | RefusedOutcome;
export type UpdateOutcome =
  | { outcome: 'updated'; before: VersionedSite; after: VersionedSite }
  | { outcome: 'unchanged' | 'changed'; current: VersionedSite }
  | { outcome: 'not_found' }
  | RefusedOutcome;

/**
 * Called with a change before it is final; when it rejects, the change is taken back. `before` is null for a new site.
 * It must throw a `VigieError`: another error would be taken for one of the counters database.
 */
export type RecordChange = (before: Site | null, after: Site) => Promise<void>;

/** The site under an exact key (`enterprise` as the row has it), or undefined. */
export async function readSite(counters: Counters, access: Access, key: SiteKey): Promise<VersionedSite | undefined> {
  if (!isVisible(counters, access, key)) {
    return undefined;
  }
  const row = await counters.database.read((db, tables) => siteQuery(db, tables, key).executeTakeFirst());
  return row && versioned(counters, row);
}

/**
 * Adds a site; the input must have passed `checkNewSite`.
 * @param now real time, for `last_update`.
 * @throws {CountersError} `denied` when the database's user may only read.
 */
export async function createSite(
  counters: Counters,
  access: Access,
  input: NewSiteInput,
  now: Date,
  record?: RecordChange
): Promise<CreateOutcome> {
  const key = { enterprise: input.enterprise, code: input.code };
  if (!isVisible(counters, access, key)) {
    return { outcome: 'forbidden' };
  }
  const recordOnce = once(record);
  try {
    const after = await counters.database.write(async (transaction, tables) => {
      const changes = changesIn({ operational: true, ...input }, undefined);
      const values = { ...key, ...(await storedValues(transaction, tables, changes, now)) };
      await transaction.insertInto('sites').values(values).execute();
      const row = await siteQuery(transaction, tables, key).executeTakeFirst();
      if (row === undefined) {
        // A code of an integer column, say, comes back as another text than was written.
        throw new Refusal({ field: 'code', text: NOT_TAKEN });
      }
      const written = versioned(counters, row);
      await recordOnce(null, written.site);
      return written;
    });
    return { outcome: 'created', after };
  } catch (error) {
    if (isDuplicateKey(error instanceof Error ? error.cause : undefined)) {
      return explainDuplicate(counters, access, key, error);
    }
    return refusedOutcome(error);
  }
}

/**
 * Changes a site if it still is what the ETag names; the input must have passed `checkSiteChange`.
 * The row is locked between the comparison and the change. Columns Vigie does not know stay as they are; an input that changes
 * nothing writes nothing.
 * @param etag of `readSite`; `*`: whatever the row is now.
 * @param now real time, for `last_update`.
 * @throws {CountersError} `denied` when the database's user may only read.
 */
export async function updateSite(
  counters: Counters,
  access: Access,
  key: SiteKey,
  input: SiteInput,
  etag: string,
  now: Date,
  record?: RecordChange
): Promise<UpdateOutcome> {
  if (!isVisible(counters, access, key)) {
    return { outcome: 'not_found' };
  }
  const recordOnce = once(record);
  try {
    return await counters.database.write(async (transaction, tables): Promise<UpdateOutcome> => {
      const row = await siteQuery(transaction, tables, key).forUpdate().executeTakeFirst();
      if (row === undefined) {
        return { outcome: 'not_found' };
      }
      const before = versioned(counters, row);
      if (etag !== '*' && etag !== before.etag) {
        return { outcome: 'changed', current: before };
      }
      const changes = changesIn(input, row);
      if (isEmpty(changes)) {
        return { outcome: 'unchanged', current: before };
      }
      const { sites } = tables;
      await transaction
        .updateTable('sites')
        .set((await storedValues(transaction, tables, changes, now)) as Partial<SiteTable>)
        .where(sites.enterprise.exactly([key.enterprise]))
        .where(sites.code.exactly([key.code]))
        .execute();
      const after = versioned(counters, await siteQuery(transaction, tables, key).executeTakeFirstOrThrow());
      await recordOnce(before.site, after.site);
      return { outcome: 'updated', before, after };
    });
  } catch (error) {
    return refusedOutcome(error);
  }
}

/** Records a change once, however often its transaction has to be done; one that came out differently is another change. */
function once(record: RecordChange | undefined): RecordChange {
  let recorded: string | undefined;
  return async (before, after) => {
    const change = JSON.stringify([before, after]);
    if (change !== recorded) {
      await record?.(before, after);
      recorded = change;
    }
  };
}

/** Ends a transaction whose values the table cannot hold as they are. */
class Refusal extends Error {
  readonly problem: SiteProblem;

  constructor(problem: SiteProblem) {
    super(problem.text.en);
    this.problem = problem;
  }
}

/** @throws the error itself when it is not about a value of a field. */
function refusedOutcome(error: unknown): RefusedOutcome {
  const cause = error instanceof Error ? error.cause : undefined;
  const problem = cause instanceof Refusal ? cause.problem : refusedValue(error);
  if (problem === undefined) {
    throw error;
  }
  return { outcome: 'refused', problem };
}

/**
 * A row that the collation holds equal is there. Only one that the caller may see is named: of another enterprise's row, they get
 * the answer that any value gets which the database does not take.
 */
async function explainDuplicate(
  counters: Counters,
  access: Access,
  key: SiteKey,
  error: unknown
): Promise<CreateOutcome> {
  const rows = await counters.database.read((db, { sites }) =>
    db
      .selectFrom('sites')
      .select([sites.enterprise.text.as('enterprise'), sites.code.text.as('code')])
      .where(sites.enterprise.among([key.enterprise]))
      .where(sites.code.among([key.code]))
      .execute()
  );
  const known = rows.find((row) => isVisible(counters, access, row));
  if (known !== undefined) {
    return { outcome: 'exists', as: known };
  }
  return rows.length > 0 ? { outcome: 'refused', problem: { field: 'code', text: NOT_TAKEN } } : refusedOutcome(error);
}

function isVisible(counters: Counters, access: Access, { enterprise }: SiteKey): boolean {
  const visible = visibleEnterprises(counters.names, access.enterprises);
  return visible === 'all' || visible.includes(enterprise);
}

function siteQuery(db: CountersHandle, { sites }: CountersTables, { enterprise, code }: SiteKey) {
  const query = db.selectFrom('sites').select(sites.cells(SITE_COLUMNS)) as SelectQueryBuilder<
    CountersSchema,
    'sites',
    SiteTable
  >;
  return query.where(sites.enterprise.exactly([enterprise])).where(sites.code.exactly([code]));
}

function versioned(counters: Counters, row: SiteTable): VersionedSite {
  return { site: toSite(counters, row), etag: siteEtag(row) };
}

/** The values of the columns that change, as their types take them. */
async function storedValues(
  db: CountersHandle,
  { sites }: CountersTables,
  { texts, operational }: SiteChanges,
  now: Date
): Promise<Record<string, unknown>> {
  const values = Object.entries(texts).map(([name, text]) => {
    const column = sites.columns[name as keyof typeof texts];
    return [name, text === null ? null : column.store(text)] as const;
  });
  return {
    ...Object.fromEntries(values),
    ...(operational === undefined ? {} : { ignore: await ignoreValue(db, sites, operational) }),
    last_update: sites.columns.last_update.store(utcText(now)),
  };
}

/** 0 or 1; in a table with words, the one that the table has for it. */
async function ignoreValue(db: CountersHandle, sites: SitesColumns, operational: boolean): Promise<unknown> {
  const { words, cell, store } = sites.columns.ignore;
  if (words === undefined) {
    return store(operational ? '0' : '1');
  }
  const known = words.length > 0 ? words : await wordsInUse(db, cell);
  const word = wordFor(operational, known);
  if (word === undefined) {
    throw new Refusal({
      field: 'operational',
      text: {
        fr: 'La table ne montre pas comment elle écrit cet état : modifiez une première ligne à la main.',
        en: 'The table does not show how it writes this state: change a first row by hand.',
      },
    });
  }
  return store(word);
}

async function wordsInUse(
  db: CountersHandle,
  cell: SitesColumns['columns']['ignore']['cell']
): Promise<readonly string[]> {
  const rows = await db.selectFrom('sites').select(cell.as('word')).distinct().limit(100).execute();
  return rows.flatMap(({ word }) => (word === null ? [] : [String(word)]));
}

function utcText(instant: Date): string {
  return instant.toISOString().slice(0, 19).replace('T', ' ');
}
