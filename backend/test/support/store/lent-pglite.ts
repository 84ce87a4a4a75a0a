import { after } from 'node:test';

import type { PGlite } from '@electric-sql/pglite';

import type { OpenPglite } from '../../../src/store/driver/pglite/pglite.ts';

/*
 * Opening a PGlite takes a second of processor time, emptying its tables a twentieth of that. Tests of one process
 * therefore use the same few one after the other: each gets an empty one through a handle of its own, and whatever a
 * test leaves running fails on a closed handle, as it would on a closed PGlite.
 */

const idle: PGlite[] = [];
// An open one would keep the process.
after(() => Promise.all(idle.map((pglite) => pglite.close())));
/** A store as its migrations leave it. */
interface Migrated {
  /** What a test changed in it would change unseen by the next test. */
  schema: string;
  /** The rows that migrations write, as JSON by the quoted name of their table. */
  rows: ReadonlyMap<string, string>;
}

const migrated = new WeakMap<PGlite, Migrated>();

/**
 * A PGlite with the rows that migrations write and no others; closing the handle gives it back.
 *
 * @param open - makes one more, when all are in use
 */
export async function lendPglite(open: () => Promise<PGlite>): Promise<OpenPglite> {
  const pglite = (await emptiedOf(idle.pop())) ?? (await opened(open));
  let closed = false;
  const refuseWhenClosed = () => {
    if (closed) {
      throw new Error('PGlite is closed');
    }
  };
  return {
    ready: true,
    waitReady: pglite.waitReady,
    get closed() {
      return closed;
    },
    query: async (...call: Parameters<PGlite['query']>) => {
      refuseWhenClosed();
      return pglite.query(...call);
    },
    transaction: async (...call: Parameters<PGlite['transaction']>) => {
      refuseWhenClosed();
      return pglite.transaction(...call);
    },
    async close() {
      if (!closed) {
        closed = true;
        idle.push(pglite);
      }
    },
  } as OpenPglite;
}

async function opened(open: () => Promise<PGlite>): Promise<PGlite> {
  const pglite = await open();
  migrated.set(pglite, { schema: await schemaOf(pglite), rows: await rowsOf(pglite) });
  return pglite;
}

/** Leaves the rows that migrations write; undefined for a PGlite whose tables are no longer the migrated ones. */
async function emptiedOf(pglite: PGlite | undefined): Promise<PGlite | undefined> {
  if (pglite === undefined) {
    return undefined;
  }
  await pglite.exec('rollback');
  await pglite.exec('discard all');
  const before = migrated.get(pglite);
  if (before === undefined || (await schemaOf(pglite)) !== before.schema) {
    await pglite.close();
    return undefined;
  }
  const tables = await tablesOf(pglite);
  // The audit refuses to be emptied: its triggers stay silent for a replica.
  await pglite.exec(`set session_replication_role = replica; truncate ${tables.join(', ')} restart identity`);
  for (const [table, rows] of before.rows) {
    await pglite.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [rows]);
  }
  await pglite.exec('reset session_replication_role');
  return pglite;
}

/** The quoted names of the tables that tests fill. */
async function tablesOf(pglite: PGlite): Promise<string[]> {
  const { rows } = await pglite.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables
     where schemaname = 'public' and tablename <> 'schema_migrations'`
  );
  return rows.map(({ name }) => name);
}

async function rowsOf(pglite: PGlite): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const table of await tablesOf(pglite)) {
    const { rows } = await pglite.query<{ json: string | null }>(`select json_agg(t)::text as json from ${table} as t`);
    if (rows[0]?.json) {
      found.set(table, rows[0].json);
    }
  }
  return found;
}

/** A short text that another table, column, name, index, trigger, function or a row more in `schema_migrations` changes. */
async function schemaOf(pglite: PGlite): Promise<string> {
  const { rows } = await pglite.query<{ schema: string }>(
    `select concat_ws(' ',
       (select count(*) || ':' || max(oid::bigint) from pg_class),
       (select md5(string_agg(relname || attname || atttypid || attisdropped, ',' order by pg_class.oid, attnum))
        from pg_class join pg_attribute on attrelid = pg_class.oid
        where relnamespace = 'public'::regnamespace and attnum > 0),
       (select string_agg(oid || tgenabled::text, ',' order by oid) from pg_trigger),
       (select count(*) || ':' || max(oid::bigint) from pg_proc),
       (select string_agg(name || checksum, ',' order by name) from schema_migrations)) as schema`
  );
  return rows[0]?.schema ?? '';
}
