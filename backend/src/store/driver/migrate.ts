import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { VigieError } from '../../domain/errors.ts';
import type { ScriptTransaction, Store } from './database.ts';

const MIGRATIONS_FOLDER = path.resolve(import.meta.dirname, '../../../../sql/store');
const MIGRATION_FILE = /^\d{4}_[a-z0-9_]+\.sql$/;
/** Key of the advisory lock under which one process at a time migrates; any number that nobody else uses. */
export const MIGRATION_LOCK = 7_213_590_114;

interface Migration {
  name: string;
  checksum: string;
  script: string;
}

/**
 * Brings the store's tables up to date: each numbered file of `sql/store` runs once, in order, in its own transaction.
 * Several processes may call this at once: an advisory lock lets one through, the others then find the work done.
 *
 * @param folder where the files are, the project's own unless told
 * @returns names of the files newly applied
 * @throws {VigieError} `store_unavailable` when the store knows a file that this version does not have (it is newer),
 *   or when an applied file has changed since
 */
export async function migrate(store: Store, folder: string = MIGRATIONS_FOLDER): Promise<string[]> {
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

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => MIGRATION_FILE.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      // Line endings are no change: a checkout on Windows may have turned them.
      const script = (await readFile(path.join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      return { name, script, checksum: createHash('sha256').update(script).digest('hex') };
    })
  );
}

/** Applies the first file that is missing; undefined when none is. */
async function applyNext(transaction: ScriptTransaction, migrations: Migration[]): Promise<string | undefined> {
  await transaction.query('select set_config($1, $2, true)', ['statement_timeout', '0']);
  await transaction.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  await transaction.script(
    `create table if not exists schema_migrations (
       name text primary key, checksum text not null, applied_at timestamptz not null default now()
     )`
  );
  const applied = await transaction.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migrations'
  );
  checkApplied(applied, migrations);
  const done = new Set(applied.map(({ name }) => name));
  const next = migrations.find(({ name }) => !done.has(name));
  if (next) {
    await transaction.script(next.script).catch((error: unknown) => {
      throw new VigieError('store_unavailable', `The migration ${next.name} failed; nothing of it was kept.`, {
        cause: error,
      });
    });
    await transaction.query('insert into schema_migrations (name, checksum) values ($1, $2)', [
      next.name,
      next.checksum,
    ]);
  }
  return next?.name;
}

function checkApplied(applied: { name: string; checksum: string }[], migrations: Migration[]): void {
  const checksums = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum } of applied) {
    const expected = checksums.get(name);
    if (expected === undefined) {
      throw new VigieError(
        'store_unavailable',
        `The store is newer than this version of Vigie: it holds the migration ${name}. Start the newer version.`
      );
    }
    if (expected !== checksum) {
      throw new VigieError(
        'store_unavailable',
        `The migration ${name} was changed after the store applied it. Put the original file back and add a new one.`
      );
    }
  }
}
