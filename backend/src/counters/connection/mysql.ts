import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

import { CompiledQuery, type DatabaseConnection, MysqlDialect, type MysqlPool, type MysqlPoolConnection } from 'kysely';
import { createPool, type PoolConnection, type PoolOptions } from 'mysql2';

import { VigieError } from '../../domain/errors.ts';
import { isLostConnection } from './failures.ts';
import type { MysqlLocation } from './url.ts';

export interface MysqlLimits {
  poolSize: number;
  connectTimeoutMs: number;
  /** A statement that takes longer is given up, on this side and on the server's. */
  queryTimeoutMs: number;
}

/** Requests that may wait for a connection of the pool before further ones are refused. */
const QUEUE_LIMIT = 500;
/**
 * Statements a connection keeps prepared: the last one only. MariaDB (seen on 10.11) stops skipping through the key
 * when it runs an older prepared statement again after one with many ranges, and then takes a hundred times as long.
 */
const PREPARED_STATEMENTS = 1;

type QueryCallback = Parameters<NonNullable<MysqlPoolConnection['query']>>[2];

export interface MysqlDriver {
  dialect: MysqlDialect;
  /** Ends the pool, used or not; call it after Kysely's `destroy`. */
  release: () => Promise<void>;
}

/**
 * Kysely's MySQL dialect over a mysql2 pool, with true prepared statements: values never become part of a statement's text,
 * whatever the server's `sql_mode` says of quotes and backslashes.
 */
export function mysqlDriver(location: MysqlLocation, limits: MysqlLimits): MysqlDriver {
  const pool = createPool(poolOptions(location, limits));
  let ended = false;
  const adapters = new WeakMap<PoolConnection, MysqlPoolConnection>();
  const adapt = (connection: PoolConnection): MysqlPoolConnection => {
    const adapter = adapters.get(connection) ?? preparedConnection(connection, limits.queryTimeoutMs);
    adapters.set(connection, adapter);
    return adapter;
  };
  const adaptedPool: MysqlPool = {
    getConnection: (callback) =>
      pool.getConnection((error, connection) =>
        callback(error, error ? (undefined as unknown as MysqlPoolConnection) : adapt(connection))
      ),
    end: (callback) => {
      ended = true;
      pool.end(callback);
    },
  };
  return {
    dialect: new MysqlDialect({
      pool: adaptedPool,
      onCreateConnection: (connection) => prepareSession(connection, limits.queryTimeoutMs),
    }),
    release: async () => {
      // Kysely ends the pool only once it has used it, and the timer of an open pool keeps the process alive.
      if (!ended) {
        await promisify(pool.end.bind(pool))();
      }
    },
  };
}

function poolOptions(location: MysqlLocation, limits: MysqlLimits): PoolOptions {
  return {
    ...(location.socket === undefined ? { host: location.host, port: location.port } : { socketPath: location.socket }),
    user: location.user,
    password: location.password,
    database: location.database,
    ssl: sslOptions(location),
    charset: 'utf8mb4',
    // A datetime has no zone: it is read as it is written. Sums (DECIMAL) are far below 2^53.
    dateStrings: true,
    decimalNumbers: true,
    connectionLimit: limits.poolSize,
    maxIdle: Math.min(2, limits.poolSize),
    queueLimit: QUEUE_LIMIT,
    connectTimeout: limits.connectTimeoutMs,
    maxPreparedStatements: PREPARED_STATEMENTS,
  };
}

function sslOptions({ sslMode, sslCa, sslCert, sslKey }: MysqlLocation): PoolOptions['ssl'] {
  if (sslMode === 'DISABLED') {
    return undefined;
  }
  return {
    ca: readPem('ssl-ca', sslCa),
    cert: readPem('ssl-cert', sslCert),
    key: readPem('ssl-key', sslKey),
    rejectUnauthorized: sslMode !== 'REQUIRED',
    verifyIdentity: sslMode === 'VERIFY_IDENTITY',
  };
}

function readPem(option: string, path: string | undefined): string | undefined {
  try {
    return path === undefined ? undefined : readFileSync(path, 'utf8');
  } catch (cause) {
    throw new VigieError(
      'invalid_request',
      `COUNTERS_URL cannot be used: its ${option} names a file that cannot be read.`,
      {
        cause,
      }
    );
  }
}

/** The part of a connection Kysely uses. A statement without values (`begin`, `set …`) is sent as text: not all can be prepared. */
function preparedConnection(connection: PoolConnection, timeoutMs: number): MysqlPoolConnection {
  return {
    config: connection.config,
    threadId: connection.threadId,
    connect: (callback) => callback?.(null),
    query: (text, parameters, callback) => {
      const settle = withDeadline(connection, timeoutMs, callback);
      const values = parameters as (string | number | null)[];
      const done = (error: unknown, result: unknown): void => settle?.(error, result as never);
      const command = values.length === 0 ? connection.query(text, done) : connection.execute(text, values, done);
      return command;
    },
    destroy: () => connection.destroy(),
    release: () => connection.release(),
  };
}

/** Calls back with a timeout, and drops the connection, when the server does not answer in time. */
function withDeadline(connection: PoolConnection, timeoutMs: number, callback: QueryCallback): QueryCallback {
  let settled = false;
  const settle: NonNullable<QueryCallback> = (error, result) => {
    if (!settled) {
      settled = true;
      clearTimeout(deadline);
      if (isLostConnection(error)) {
        // A server that answers "idle for too long" leaves a socket that still looks open.
        connection.destroy();
      }
      callback?.(error, result);
    }
  };
  // The server stops a statement by itself first (`prepareSession`); this one is for a server that is gone.
  const deadline = setTimeout(() => {
    connection.destroy();
    settle(Object.assign(new Error('No answer in time'), { code: 'PROTOCOL_SEQUENCE_TIMEOUT' }), []);
  }, timeoutMs + 1_000);
  return settle;
}

/**
 * What Vigie's statements mean must not depend on the server's own `sql_mode`: values that a column cannot hold are refused
 * on every engine, never cut or replaced by `?`.
 */
const SQL_MODE = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

/** MariaDB counts the time of a statement in seconds and covers every one, MySQL in milliseconds and covers SELECT. */
async function prepareSession(connection: DatabaseConnection, timeoutMs: number): Promise<void> {
  const { rows } = await connection.executeQuery<{ version: string }>(CompiledQuery.raw('select version() as version'));
  const isMariaDb = rows[0]?.version.includes('MariaDB') === true;
  const limit = isMariaDb
    ? `max_statement_time = ${timeoutMs / 1_000}`
    : `max_execution_time = ${Math.ceil(timeoutMs)}`;
  await connection.executeQuery(CompiledQuery.raw(`set session sql_mode = '${SQL_MODE}', session ${limit}`));
}
