import type { Access } from '../access/access.ts';
import type { Counters } from './counters.ts';
import { visibleEnterprises } from './enterprises.ts';
import { isDuplicateKey } from './failures.ts';
import type { SiteKey } from './order.ts';
import { SITE_COLUMNS } from './schema.ts';
import type { CountersHandle, SiteTable } from './schema.ts';
import { siteEtag } from './site-identity.ts';
import { toSite } from './sites.ts';
import type { Site } from './sites.ts';
import { ianaName } from './timezones.ts';
import type { NewSiteInput, SiteInput } from './validation.ts';

/** A site and the ETag of its row. */
export interface VersionedSite {
  site: Site;
  etag: string;
}

/**
 * - `created`, `updated`: done;
 * - `forbidden`: the enterprise is outside the caller's rights;
 * - `exists`: a row with this enterprise and code is there already, as the table's collation compares them;
 * - `not_found`: no such row, or outside the caller's rights;
 * - `changed`: the row is no longer the one the ETag names; `current` is what it is now.
 */
export type CreateOutcome =
  { outcome: 'created'; after: VersionedSite } | { outcome: 'forbidden' } | { outcome: 'exists' };
export type UpdateOutcome =
  | { outcome: 'updated'; before: VersionedSite; after: VersionedSite }
  | { outcome: 'not_found' }
  | { outcome: 'changed'; current: VersionedSite };

/**
 * Is told of a change before it is final; when it rejects, the change is taken back. `before` is null for a new site.
 * It must throw a `VigieError`: another error would be taken for one of the counters database.
 */
export type RecordChange = (before: Site | null, after: Site) => Promise<void>;

type WritableColumns = Omit<SiteTable, 'enterprise' | 'code'>;

/** The site under an exact key (`enterprise` as the row has it), or undefined. */
export async function readSite(counters: Counters, access: Access, key: SiteKey): Promise<VersionedSite | undefined> {
  if (!isVisible(counters, access, key)) {
    return undefined;
  }
  const row = await counters.database.read((db) => siteQuery(counters, db, key).executeTakeFirst());
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
  try {
    const after = await counters.database.write(async (transaction) => {
      const values = { ...key, ignore: 0, ...columnsOf(input, undefined), last_update: utcText(now) };
      await transaction.insertInto('sites').values(values).execute();
      const written = versioned(counters, await siteQuery(counters, transaction, key).executeTakeFirstOrThrow());
      await record?.(null, written.site);
      return written;
    });
    return { outcome: 'created', after };
  } catch (error) {
    if (isDuplicateKey(error instanceof Error ? error.cause : undefined)) {
      return { outcome: 'exists' };
    }
    throw error;
  }
}

/**
 * Changes a site if it still is what the ETag names; the input must have passed `checkSiteChange`.
 * The row is locked between the comparison and the change. Columns Vigie does not know stay as they are.
 * @param etag of `readSite`; `*`: whatever the row is now.
 * @param now real time, for `last_update`.
 * @throws {CountersError} `denied` when the database's user may only read.
 */
export function updateSite(
  counters: Counters,
  access: Access,
  key: SiteKey,
  input: SiteInput,
  etag: string,
  now: Date,
  record?: RecordChange
): Promise<UpdateOutcome> {
  if (!isVisible(counters, access, key)) {
    return Promise.resolve({ outcome: 'not_found' });
  }
  const { dialect } = counters.database;
  return counters.database.write(async (transaction): Promise<UpdateOutcome> => {
    const row = await siteQuery(counters, transaction, key).forUpdate().executeTakeFirst();
    if (row === undefined) {
      return { outcome: 'not_found' };
    }
    const before = versioned(counters, row);
    if (etag !== '*' && etag !== before.etag) {
      return { outcome: 'changed', current: before };
    }
    await transaction
      .updateTable('sites')
      .set({ ...columnsOf(input, row), last_update: utcText(now) })
      .where(dialect.exactly('enterprise', [key.enterprise]))
      .where(dialect.exactly('code', [key.code]))
      .execute();
    const after = versioned(counters, await siteQuery(counters, transaction, key).executeTakeFirstOrThrow());
    await record?.(before.site, after.site);
    return { outcome: 'updated', before, after };
  });
}

function isVisible(counters: Counters, access: Access, { enterprise }: SiteKey): boolean {
  const visible = visibleEnterprises(counters.names, access.enterprises);
  return visible === 'all' || visible.includes(enterprise);
}

function siteQuery({ database: { dialect } }: Counters, db: CountersHandle, { enterprise, code }: SiteKey) {
  return db
    .selectFrom('sites')
    .select(SITE_COLUMNS)
    .where(dialect.exactly('enterprise', [enterprise]))
    .where(dialect.exactly('code', [code]));
}

function versioned(counters: Counters, row: SiteTable): VersionedSite {
  return { site: toSite(counters, row), etag: siteEtag(row) };
}

/** The columns an input sets, in the database's words; those it does not name are absent. */
function columnsOf(input: SiteInput, before: SiteTable | undefined): Partial<WritableColumns> {
  const columns: Partial<WritableColumns> = {};
  const set = (column: keyof WritableColumns, value: string | null | undefined): void => {
    if (value !== undefined) {
      const text = value?.trim() ?? '';
      Object.assign(columns, { [column]: text === '' ? null : text });
    }
  };
  set('ip_till', input.ip);
  set('country', input.country);
  set('city', input.city);
  set('open', datetimeOf(input.open));
  set('close', datetimeOf(input.close));
  set('timezone', input.timezone && (ianaName(input.timezone) ?? input.timezone));
  set('ignore_reason', input.reason);
  if (input.operational !== undefined) {
    // Anything but 0 and NULL means "not operational": another system's own number for it is kept.
    columns.ignore = input.operational ? 0 : before?.ignore || 1;
  }
  return columns;
}

/** Only the time of day means something; the date is one every system takes. */
function datetimeOf(time: string | null | undefined): string | null | undefined {
  if (time === undefined) {
    return undefined;
  }
  const text = time?.trim() ?? '';
  return text === '' ? null : `2000-01-01 ${text}:00`;
}

function utcText(instant: Date): string {
  return instant.toISOString().slice(0, 19).replace('T', ' ');
}
