import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { createGzip, type Gzip } from 'node:zlib';

import { VigieError } from '../domain/errors.ts';
import type { Store } from '../store/driver/database.ts';
import type { ScriptTransaction } from '../store/driver/driver.ts';
import { type AppliedMigration, checkApplied, readMigrations } from '../store/driver/migrations/migrations.ts';
import { STORE_TABLES } from '../store/schema.ts';
import { type BackupEnd, type BackupHeader, FORMAT, rowLine, TEXT_SETTINGS } from './format.ts';

/** Rows that are held in memory at once. */
const ROWS_AT_ONCE = 500;

/**
 * The whole store as a file, see `format.ts`: one instant of it, while others go on writing (PGlite, which has one connection, lets
 * them wait). Secrets in it stay encrypted.
 *
 * @param version - of this Vigie
 * @returns gzipped; it ends with an error when the store fails
 */
export function backUp(store: Store, version: string): Readable {
  const gzip = createGzip();
  const gone = new AbortController();
  gzip.once('close', () => gone.abort());
  store
    .transaction((transaction) =>
      // Everybody else waits for a transaction of PGlite: it must not go on for as long as a slow reader takes.
      writeAll(transaction, gzip, { version, gone: gone.signal, waits: store.kind === 'postgres' })
    )
    .then(
      () => gzip.end(),
      (error: unknown) => gzip.destroy(error instanceof Error ? error : new Error(String(error)))
    );
  return gzip;
}

interface Writing {
  version: string;
  /** Aborted when nobody reads any more. */
  gone: AbortSignal;
  /** Whether to wait for the reader, or else to keep in memory what it has not read yet. */
  waits: boolean;
}

async function writeAll(transaction: ScriptTransaction, gzip: Gzip, { version, gone, waits }: Writing): Promise<void> {
  const write = async (text: string): Promise<void> => {
    gone.throwIfAborted();
    if (!gzip.write(text) && waits) {
      await once(gzip, 'drain', { signal: gone });
    }
  };
  // One instant, for as long as the reader takes.
  await transaction.script('set transaction isolation level repeatable read, read only');
  const settings = { ...TEXT_SETTINGS, statement_timeout: '0', idle_in_transaction_session_timeout: '0' };
  for (const [name, value] of Object.entries(settings)) {
    await transaction.query('select set_config($1, $2, true)', [name, value]);
  }
  const header = await readHeader(transaction, version);
  await write(`${JSON.stringify(header)}\n`);
  const rows: BackupEnd['rows'] = {};
  for (const { name, columns } of header.tables) {
    rows[name] = 0;
    for await (const batch of rowsOf(transaction, name, columns)) {
      rows[name] += batch.length;
      await write(batch.map((json) => rowLine(name, json)).join(''));
    }
  }
  await write(`${JSON.stringify({ rows } satisfies BackupEnd)}\n`);
}

async function readHeader(transaction: ScriptTransaction, version: string): Promise<BackupHeader> {
  const [now] = await transaction.query<{ at: string; migrated: string | null }>(
    `select to_json(now()) as at, to_regclass('schema_migrations')::text as migrated`
  );
  if (now === undefined || now.migrated === null) {
    throw new VigieError('not_found', {
      fr: 'La base ne contient encore rien. Vérifiez DATABASE_URL ou VIGIE_DATA_DIR.',
      en: 'The store holds nothing yet. Check DATABASE_URL or VIGIE_DATA_DIR.',
    });
  }
  const migrations = await transaction.query<AppliedMigration>(
    'select name, checksum from schema_migrations order by name'
  );
  // A later version has tables that would be missing from the file.
  checkApplied('store', migrations, await readMigrations());
  const tables = await transaction.query<BackupHeader['tables'][number]>(
    `select c.relname as name, json_agg(a.attname order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = current_schema()::regnamespace and c.relname = any($1::text[]) and c.relkind = 'r'
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by c.relname order by array_position($1::text[], c.relname::text)`,
    [STORE_TABLES]
  );
  return {
    vigieBackup: FORMAT,
    version,
    at: now.at,
    migrations,
    keyIds: await readKeyIds(transaction, tables),
    tables,
  };
}

/** Ids of the keys of all secrets: every table that keeps one names its key in the same column. */
async function readKeyIds(transaction: ScriptTransaction, tables: BackupHeader['tables']): Promise<string[]> {
  const ids = new Set<string>();
  for (const { name } of tables.filter(({ columns }) => columns.includes('secret_key_id'))) {
    const found = await transaction.query<{ id: string }>(`select distinct secret_key_id as id from "${name}"`);
    found.forEach(({ id }) => ids.add(id));
  }
  return [...ids].sort();
}

/** The rows of a table as JSON, a few at a time. */
async function* rowsOf(
  transaction: ScriptTransaction,
  table: string,
  columns: readonly string[]
): AsyncGenerator<string[]> {
  const list = columns.map((column) => `"${column}"::text`).join(', ');
  await transaction.script(
    `declare backup_rows no scroll cursor for select json_build_array(${list})::text as json from "${table}"`
  );
  for (;;) {
    const batch = await transaction.query<{ json: string }>(`fetch ${ROWS_AT_ONCE} from backup_rows`);
    if (batch.length === 0) {
      break;
    }
    yield batch.map(({ json }) => json);
  }
  await transaction.script('close backup_rows');
}
