import { PostgresDialect } from 'kysely';
import pg from 'pg';

import type { StoreDriver, StoreOptions } from '../driver.ts';
import { postgresPlace } from '../store-place.ts';
import { openPool, type Pool, type PoolOptions } from './pool.ts';
import { postgresServers } from './servers.ts';
import { poolOnServers } from './servers-pool.ts';
import { withLibpqTls } from './tls-mode.ts';

const DEFAULT_POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 5_000;
/** Far above any query of a panel, far below a person's patience. */
const STATEMENT_TIMEOUT_MS = 15_000;
/** What is left for the server to give up by itself before the connection is closed, which it might not notice. */
const GRACE_MS = 2_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;
/** The lease is renewed in so much time or later, on another connection. */
const CONTROL_TIMEOUT_MS = 2_000;

const { INT8, NUMERIC } = pg.types.builtins;

/** Counts, ids and percentiles are read as numbers (pg gives text, so that a huge one keeps its last digits). */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    const parser: unknown = pg.types.getTypeParser(oid, format);
    return format !== 'binary' && (oid === INT8 || oid === NUMERIC) ? Number : parser;
  },
};

/**
 * Connections to PostgreSQL, or to what speaks its protocol: a pool for all work, and one connection apart for what must not
 * wait for any of it. Of several servers, each of the two finds the one that takes writings by itself.
 *
 * @throws Error for an address that names no server that can be written to
 */
export function openPostgres(options: StoreOptions & { databaseUrl: string }): StoreDriver {
  const config: pg.PoolConfig = {
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    application_name: 'vigie',
    keepAlive: true,
    types,
  };
  const { onConnectionError = () => undefined, onFailover = () => undefined } = options;
  const { addresses, writable } = postgresServers(options.databaseUrl);
  const open = (
    limits: Pick<PoolOptions, 'config' | 'limitMs'>,
    told: (server: string) => void = () => undefined
  ): Pool => {
    const servers = addresses.map((address) => ({
      name: postgresPlace(address).address,
      pool: openPool({
        ...limits,
        config: { ...limits.config, connectionString: withLibpqTls(address) },
        writable,
        onConnectionError,
      }),
    }));
    return poolOnServers(servers, told);
  };
  const pool = open(
    {
      config: { ...config, max: options.poolSize ?? DEFAULT_POOL_SIZE },
      limitMs: STATEMENT_TIMEOUT_MS + GRACE_MS,
    },
    onFailover
  );
  const control = open({
    config: { ...config, max: 1, connectionTimeoutMillis: CONTROL_TIMEOUT_MS, statement_timeout: CONTROL_TIMEOUT_MS },
    limitMs: CONTROL_TIMEOUT_MS,
  });

  return {
    dialect: new PostgresDialect({ pool }),
    control: new PostgresDialect({ pool: control }),
    async transaction(work) {
      const client = await pool.connect();
      let broken = false;
      try {
        await client.unlimited('begin');
        const result = await work({
          query: async <T>(statement: string, values?: unknown[]) =>
            (await client.unlimited(statement, values)).rows as T[],
          script: async (statements) => void (await client.unlimited(statements)),
        });
        await client.unlimited('commit');
        return result;
      } catch (error) {
        await client.unlimited('rollback').catch(() => (broken = true));
        throw error;
      } finally {
        client.release(broken);
      }
    },
    async release() {
      // Kysely ends a pool only once it has used it.
      await Promise.all([pool.end(), control.end()]);
    },
  };
}
