import { PostgresDialect } from 'kysely';
import pg from 'pg';

import type { StoreDriver, StoreOptions } from './database.ts';
import { withLibpqTls } from './tls-mode.ts';

const DEFAULT_POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 5_000;
/** Far above any query of a panel, far below a person's patience. */
const STATEMENT_TIMEOUT_MS = 15_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;

const { INT8, NUMERIC } = pg.types.builtins;

/** Counts, ids and percentiles are read as numbers (pg gives text, lest a huge one lose its last digits). */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    const parser: unknown = pg.types.getTypeParser(oid, format);
    return format !== 'binary' && (oid === INT8 || oid === NUMERIC) ? Number : parser;
  },
};

/** A pool of connections to PostgreSQL, or to what speaks its protocol. */
export function openPostgres(options: StoreOptions & { databaseUrl: string }): StoreDriver {
  const pool = new pg.Pool({
    connectionString: withLibpqTls(options.databaseUrl),
    max: options.poolSize ?? DEFAULT_POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    application_name: 'vigie',
    keepAlive: true,
    types,
  });
  const report = options.onConnectionError ?? (() => undefined);
  pool.on('error', report);
  // The pool listens to idle connections only; without a listener, one that breaks while it is lent ends the process.
  // The error itself reaches whoever runs a query on it.
  pool.on('connect', (client) => client.on('error', () => undefined));

  return {
    dialect: new PostgresDialect({ pool }),
    async transaction(work) {
      const client = await pool.connect();
      let broken = false;
      try {
        await client.query('begin');
        const result = await work({
          query: async <T>(statement: string, values?: unknown[]) =>
            (await client.query(statement, values)).rows as T[],
          script: async (statements) => void (await client.query(statements)),
        });
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => (broken = true));
        throw error;
      } finally {
        client.release(broken);
      }
    },
    async release() {
      // Kysely ends the pool only once it has used it.
      if (!pool.ending) {
        await pool.end();
      }
    },
  };
}
