import type { PGlite } from '@electric-sql/pglite';

/*
 * What PostgreSQL leaves to processes of its own in the background, and PGlite, being one process, does not do: without it a store
 * keeps the room of every row that was ever changed, every query is planned as for an empty table, and the write-ahead log grows
 * until the next start, which has to read all of it after a crash.
 */

/** `autovacuum_naptime` of PostgreSQL, as it comes. */
const EVERY_MS = 60_000;

/** By the bounds that PostgreSQL's autovacuum goes by, from the settings that it takes them from. */
const WORN_TABLES = `
  select format('%I.%I', counted.schemaname, counted.relname) as name
  from pg_stat_user_tables as counted join pg_class on pg_class.oid = counted.relid,
    lateral (select greatest(reltuples, 0) as rows) as size
  where n_dead_tup > current_setting('autovacuum_vacuum_threshold')::float8
      + current_setting('autovacuum_vacuum_scale_factor')::float8 * size.rows
    or n_ins_since_vacuum > current_setting('autovacuum_vacuum_insert_threshold')::float8
      + current_setting('autovacuum_vacuum_insert_scale_factor')::float8 * size.rows
    or n_mod_since_analyze > current_setting('autovacuum_analyze_threshold')::float8
      + current_setting('autovacuum_analyze_scale_factor')::float8 * size.rows
  order by name`;

/**
 * Gives the room of dead rows back to their tables, counts what they hold, and lets go of the log. Other queries wait meanwhile:
 * some milliseconds, or half a second where a fifth of 50,000 tickets has changed.
 * @returns the tables that needed it
 */
export async function keepUp(pglite: Pick<PGlite, 'query'>): Promise<string[]> {
  // What was changed last is counted a second later, else.
  await pglite.query('select pg_stat_force_next_flush()');
  const { rows } = await pglite.query<{ name: string }>(WORN_TABLES);
  for (const { name } of rows) {
    await pglite.query(`vacuum (analyze) ${name}`);
  }
  await pglite.query('checkpoint');
  return rows.map(({ name }) => name);
}

/** Does it at intervals, which keep no process alive. @returns ends it, once what is under way is done */
export function startUpkeep(pglite: Pick<PGlite, 'query'>): () => Promise<void> {
  let underWay: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    // What keeps it from being done, a full disk, keeps the next query from its work too, which says so.
    underWay = underWay.then(() => keepUp(pglite)).catch(() => undefined);
  }, EVERY_MS).unref();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}
