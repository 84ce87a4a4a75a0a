import { VigieError } from '../../../domain/errors.ts';
import type { Store } from '../database.ts';
import type { ScriptTransaction } from '../driver.ts';
import { type AppliedMigration, checkApplied, type Migration, readMigrations } from './migrations.ts';

/** Key of the advisory lock under which one process at a time migrates; any number that nobody else uses. */
export const MIGRATION_LOCK = 7_213_590_114;

/** Comment on each table that a migration made. An earlier version knows by it the tables that a later one has added. */
export const OWN_TABLE = 'Vigie';

/**
 * Brings the store's tables up to date: each numbered file of `sql/store` runs once, in order, in its own transaction.
 * Several processes may call this at once: an advisory lock lets one through, the others then find the work done.
 *
 * @param folder where the files are, the project's own by default
 * @returns names of the files newly applied
 * @throws {VigieError} `store_unavailable` when the store knows a file that this version does not have (it is newer),
 *   or when an applied file has changed since
 */
export async function migrate(store: Store, folder?: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const applied: string[] = [];
  for (;;) {
    const name = await store.transaction((transaction) => applyNext(transaction, migrations));
    if (name === undefined) {
      return applied;
    }
    applied.push(name);
  }
}

/** Applies the first file that is missing; undefined when none is. */
async function applyNext(transaction: ScriptTransaction, migrations: Migration[]): Promise<string | undefined> {
  await lockMigrations(transaction);
  const applied = await readApplied(transaction);
  checkApplied('store', applied, migrations);
  const done = new Set(applied.map(({ name }) => name));
  const next = migrations.find(({ name }) => !done.has(name));
  if (next) {
    await applyMigration(transaction, next);
  }
  return next?.name;
}

/** Lets one process at a time change tables, for as long as this transaction takes, which may be long. */
export async function lockMigrations(transaction: ScriptTransaction): Promise<void> {
  await transaction.query('select set_config($1, $2, true)', ['statement_timeout', '0']);
  await transaction.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
}

/** What the store holds of them; the table that says so is made where it is missing. */
export async function readApplied(transaction: ScriptTransaction): Promise<AppliedMigration[]> {
  await transaction.script(
    `create table if not exists schema_migrations (
       name text primary key, checksum text not null, applied_at timestamptz not null default now()
     )`
  );
  return transaction.query<AppliedMigration>('select name, checksum from schema_migrations order by name');
}

/**
 * Runs one file, notes it, and marks the tables that it made as Vigie's own.
 *
 * @throws {VigieError} `store_unavailable`, with the database's error as its cause
 */
export async function applyMigration(transaction: ScriptTransaction, { name, checksum, script }: Migration) {
  const before = await tableNames(transaction);
  await transaction.script(script).catch((error: unknown) => {
    throw new VigieError(
      'store_unavailable',
      {
        fr: `La migration ${name} a échoué ; rien n’en a été gardé.`,
        en: `The migration ${name} failed; nothing of it was kept.`,
      },
      { cause: error }
    );
  });
  for (const table of (await tableNames(transaction)).filter((each) => !before.includes(each))) {
    await transaction.script(`comment on table "${table}" is '${OWN_TABLE}'`);
  }
  await transaction.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
}

async function tableNames(transaction: ScriptTransaction): Promise<string[]> {
  const tables = await transaction.query<{ name: string }>(
    `select tablename::text as name from pg_tables where schemaname = current_schema()`
  );
  return tables.map(({ name }) => name);
}
