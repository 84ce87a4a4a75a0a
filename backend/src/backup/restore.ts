import { VigieError } from '../domain/errors.ts';
import type { Keyring } from '../identity/secret-key.ts';
import type { Store } from '../store/driver/database.ts';
import type { ScriptTransaction } from '../store/driver/driver.ts';
import { applyMigration, lockMigrations, migrate, OWN_TABLE, readApplied } from '../store/driver/migrations/migrate.ts';
import { checkApplied, readMigrations } from '../store/driver/migrations/migrations.ts';
import { STORE_TABLES } from '../store/schema.ts';
import { type BackupHeader, TEXT_SETTINGS } from './format.ts';
import type { OpenBackup } from './read.ts';

export interface RestoreOptions {
  /** What the secrets in the backup will be opened with; absent: it is not asked whether they can be. */
  keyring?: Keyring;
  /** Deletes what the store holds; otherwise a store that holds anything is refused. */
  replace: boolean;
}

/** What was done. */
export interface Restored {
  rows: number;
  /** Files of `sql/store` that are newer than the backup. */
  migrated: string[];
}

/**
 * Makes the store what the backup holds, or leaves it as it was. The tables are first those of the version that wrote the
 * backup, then brought up to date. Tables that are not Vigie's are left alone.
 *
 * @throws {VigieError} `conflict` when the store holds something, or a backend leads on it; `invalid_request` when the
 *   backup's secrets could not be opened afterwards, or the file is damaged; `store_unavailable` when the backup is newer
 */
export async function restore(store: Store, backup: OpenBackup, options: RestoreOptions): Promise<Restored> {
  const { header } = backup;
  if (options.keyring !== undefined) {
    checkKeys(header, options.keyring);
  }
  refuseForeign(header);
  const migrations = await readMigrations();
  checkApplied('backup', header.migrations, migrations);
  const held = new Set(header.migrations.map(({ name }) => name));
  const rows = await store.transaction(async (transaction) => {
    await lockMigrations(transaction);
    await clear(transaction, options.replace);
    await readApplied(transaction);
    for (const migration of migrations.filter(({ name }) => held.has(name))) {
      await applyMigration(transaction, migration);
    }
    return fill(transaction, backup);
  });
  return { rows, migrated: await migrate(store) };
}

function checkKeys({ keyIds }: BackupHeader, { current, previous }: Keyring): void {
  const missing = keyIds.filter((id) => id !== current?.id && id !== previous?.id);
  if (missing.length > 0) {
    const given =
      current === undefined
        ? { fr: 'VIGIE_SECRET_KEY n’est pas définie', en: 'VIGIE_SECRET_KEY is not set' }
        : { fr: `VIGIE_SECRET_KEY est la clé ${current.id}`, en: `VIGIE_SECRET_KEY is the key ${current.id}` };
    throw new VigieError('invalid_request', {
      fr:
        `Les identifiants de la sauvegarde sont chiffrés avec la clé ${missing.join(', ')}, et ${given.fr}. Donnez la clé ` +
        'd’alors, ou restaurez avec --without-key et saisissez les identifiants de nouveau.',
      en:
        `The backup's credentials are encrypted with the key ${missing.join(', ')}, and ${given.en}. Set the key of that time, or ` +
        'restore with --without-key and enter the credentials again.',
    });
  }
}

/** Names of tables become part of statements, and a file may hold anything. */
function refuseForeign({ tables }: BackupHeader): void {
  const known: readonly string[] = STORE_TABLES;
  const foreign = tables.find(({ name }) => !known.includes(name));
  if (foreign !== undefined) {
    throw new VigieError('invalid_request', {
      fr: `La sauvegarde nomme une table que Vigie n’a pas : ${foreign.name}.`,
      en: `The backup names a table that Vigie does not have: ${foreign.name}.`,
    });
  }
}

/** Leaves no table of Vigie behind, nor of a later version: it could not make its tables again. */
async function clear(transaction: ScriptTransaction, replace: boolean): Promise<void> {
  const found = await transaction.query<{ name: string }>(
    `select relname::text as name from pg_class
     where relnamespace = current_schema()::regnamespace and relkind = 'r'
       and (relname = any($1::text[]) or obj_description(oid, 'pg_class') = $2)`,
    [[...STORE_TABLES, 'schema_migrations'], OWN_TABLE]
  );
  const tables = found.map(({ name }) => name);
  if (tables.length === 0) {
    return;
  }
  if (!replace) {
    throw new VigieError('conflict', {
      fr: 'La base n’est pas vide. Restaurez dans une autre (DATABASE_URL, VIGIE_DATA_DIR), ou avec --replace, qui efface son contenu.',
      en: 'The store is not empty. Restore into another one (DATABASE_URL, VIGIE_DATA_DIR), or use --replace, which deletes what it holds.',
    });
  }
  if (tables.includes('leases')) {
    await refuseLeader(transaction);
  }
  const functions = await transaction.query<{ signature: string }>(
    `select distinct tgfoid::regprocedure::text as signature from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where not tgisinternal and c.relnamespace = current_schema()::regnamespace and c.relname = any($1::text[])`,
    [tables]
  );
  await transaction.script(`drop table ${tables.map((name) => `"${name}"`).join(', ')}`);
  for (const { signature } of functions) {
    await transaction.script(`drop function ${signature}`);
  }
}

async function refuseLeader(transaction: ScriptTransaction): Promise<void> {
  const leading = await transaction.query('select 1 from leases where expires_at > now() limit 1');
  if (leading.length > 0) {
    throw new VigieError('conflict', {
      fr: 'Un serveur travaille sur cette base. Arrêtez tous les serveurs, attendez dix secondes, puis réessayez.',
      en: 'A backend works on this store. Stop all backends, wait ten seconds, try again.',
    });
  }
}

async function fill(transaction: ScriptTransaction, backup: OpenBackup): Promise<number> {
  for (const [name, value] of Object.entries(TEXT_SETTINGS)) {
    await transaction.query('select set_config($1, $2, true)', [name, value]);
  }
  const tables = backup.header.tables.map(({ name }) => name);
  const inserts = new Map<string, string>();
  for (const table of backup.header.tables) {
    inserts.set(table.name, await insertInto(transaction, table));
    // Rows are taken as they were: what triggers note was noted then. Migrations may have made rows; the backup has them too.
    await transaction.script(`alter table "${table.name}" disable trigger user; delete from "${table.name}"`);
  }
  let rows = 0;
  for await (const batch of backup.batches()) {
    await transaction.query(inserts.get(batch.table) ?? '', [`[${batch.rows.join(',')}]`]);
    rows += batch.rows.length;
  }
  for (const table of tables) {
    await transaction.script(`alter table "${table}" enable trigger user`);
  }
  await goOnCounting(transaction, tables);
  return rows;
}

/** A statement that takes rows of a table, a JSON array of what `rowLine` has for each. */
async function insertInto(
  transaction: ScriptTransaction,
  { name, columns }: BackupHeader['tables'][number]
): Promise<string> {
  const found = await transaction.query<{ name: string; type: string }>(
    `select attname::text as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [`"${name}"`]
  );
  const types = new Map(found.map((column) => [column.name, column.type]));
  const values = columns.map((column, index) => {
    const type = types.get(column);
    if (type === undefined) {
      throw new VigieError('invalid_request', {
        fr: `La sauvegarde nomme une colonne que Vigie n’a pas : ${name}.${column}.`,
        en: `The backup names a column that Vigie does not have: ${name}.${column}.`,
      });
    }
    return `(r ->> ${index})::${type}`;
  });
  const list = columns.map((column) => `"${column}"`).join(', ');
  return `insert into "${name}" (${list}) overriding system value
          select ${values.join(', ')} from json_array_elements($1::json) as r`;
}

/** Numbers that a table gives itself go on after those that it holds. */
async function goOnCounting(transaction: ScriptTransaction, tables: readonly string[]): Promise<void> {
  const identities = await transaction.query<{ table: string; column: string }>(
    `select c.relname::text as table, a.attname::text as column from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = current_schema()::regnamespace and c.relname = any($1::text[]) and a.attidentity <> ''`,
    [tables]
  );
  for (const { table, column } of identities) {
    await transaction.script(
      `select setval(pg_get_serial_sequence('"${table}"', '${column}'), max("${column}")) from "${table}" having count(*) > 0`
    );
  }
}
