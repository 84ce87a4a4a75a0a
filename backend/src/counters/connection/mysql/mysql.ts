import { MysqlDialect, type MysqlPool, type MysqlPoolConnection } from 'kysely';
import { type Connection, type ConnectionOptions, createConnection, type PoolConnection } from 'mysql2';

import type { Pending } from '../../../liveness/pending.ts';
import { hasTraceComment } from '../../../tracing/statement-text.ts';
import { isLostConnection } from '../failures/failures.ts';
import type { MysqlLocation } from '../url.ts';
import { drop } from './drop.ts';
import { createGuardedPool, type GuardedPool } from './guarded-pool.ts';
import { connectionOptions, type MysqlLimits } from './options.ts';
import { probe } from './probe.ts';

/** Requests that may wait for a connection of the pool before further ones are refused. */
const QUEUE_LIMIT = 500;

type QueryCallback = Parameters<NonNullable<MysqlPoolConnection['query']>>[2];

export interface MysqlDriver extends Pick<GuardedPool, 'abandon' | 'resume'> {
  dialect: MysqlDialect;
  /** Looks whether the server is there. @throws how it gave no sign of life. */
  probe(): Promise<void>;
  /** Ends the pool, used or not; call it after Kysely's `destroy`. */
  release: () => Promise<void>;
}

/**
 * Kysely's MySQL dialect over a mysql2 pool, with true prepared statements: values never become part of a statement's text,
 * whatever the server's `sql_mode` says of quotes and backslashes. Keys of ranges do, as hexadecimal digits (`literalText`).
 * @param pending takes everything that the server owes an answer for
 */
export function mysqlDriver(location: MysqlLocation, limits: MysqlLimits, pending: Pending): MysqlDriver {
  const options = connectionOptions(location, limits);
  const pool = createGuardedPool(
    {
      ...options,
      connectionLimit: limits.poolSize,
      maxIdle: Math.min(2, limits.poolSize),
      queueLimit: QUEUE_LIMIT,
      testAfterIdleMs: limits.testAfterIdleMs,
    },
    pending
  );
  let ended: Promise<void> | undefined;
  /** Of connections whose session is prepared. */
  const adapters = new WeakMap<PoolConnection, MysqlPoolConnection>();
  /** Kysely's own hook for a new connection would keep one whose session could not be prepared out of the pool for good. */
  const adapt = async (connection: PoolConnection): Promise<MysqlPoolConnection> => {
    const known = adapters.get(connection);
    if (known !== undefined) {
      return known;
    }
    const adapter = preparedConnection(connection, pool, limits.queryTimeoutMs);
    try {
      await prepareSession(adapter, limits.queryTimeoutMs);
    } catch (error) {
      drop(connection);
      throw error;
    }
    adapters.set(connection, adapter);
    return adapter;
  };
  const adaptedPool: MysqlPool = {
    getConnection: (callback) => {
      const fail = (error: unknown): void => callback(error, undefined as unknown as MysqlPoolConnection);
      pool.getConnection((error, connection) => {
        if (error) {
          fail(error);
        } else {
          adapt(connection).then((adapter) => callback(null, adapter), fail);
        }
      });
    },
    end: (callback) => {
      ended = pool.end();
      ended.then(() => callback(undefined), callback);
    },
  };
  return {
    dialect: new MysqlDialect({
      pool: adaptedPool,
      // Statements are ended from a connection of its own: those of the pool may all be busy.
      controlConnection: () => controlConnection(options),
    }),
    probe: () => probe(options, pending, limits.connectTimeoutMs / 2),
    abandon: (error) => pool.abandon(error),
    resume: () => pool.resume(),
    // Kysely ends the pool only once it has used it, and the timer of an open pool keeps the process alive.
    release: () => (ended ??= pool.end()),
  };
}

/** A connection for one `KILL`, which any user may send to its own threads. */
function controlConnection(options: ConnectionOptions): Connection {
  const connection = createConnection(options);
  // The call that fails says so to its caller.
  return connection.on('error', () => undefined);
}

/** The part of a connection Kysely uses. A statement without values (`begin`, `set …`) is sent as text: not all can be prepared. */
function preparedConnection(connection: PoolConnection, pool: GuardedPool, timeoutMs: number): MysqlPoolConnection {
  return {
    config: connection.config,
    threadId: connection.threadId,
    connect: (callback) => callback?.(null),
    query: (text, parameters, callback) => {
      const settle = withDeadline(connection, timeoutMs, pool.begin(callback ?? (() => undefined)));
      const values = parameters as (string | number | null)[];
      const done = (error: unknown, result: unknown): void => {
        if (hasTraceComment(text)) {
          // It is like no other: kept, it would be one of the statements that the server holds prepared, for nothing.
          connection.unprepare(text);
        }
        settle?.(error, result as never);
      };
      const command = values.length === 0 ? connection.query(text, done) : connection.execute(text, values, done);
      return command;
    },
    destroy: () => connection.destroy(),
    release: () => pool.release(connection),
  };
}

/** Calls back with a timeout, and drops the connection, when the server does not answer in time. */
function withDeadline(connection: PoolConnection, timeoutMs: number, callback: QueryCallback): QueryCallback {
  const settle: NonNullable<QueryCallback> = (error, result) => {
    clearTimeout(deadline);
    if (isLostConnection(error)) {
      // A server that answers "idle for too long" leaves a socket that still looks open.
      connection.destroy();
    }
    callback?.(error, result);
  };
  // The server stops a statement by itself first (`prepareSession`); this one is for a connection that is gone.
  const deadline = setTimeout(() => {
    drop(connection);
    settle(Object.assign(new Error('No answer in time'), { code: 'PROTOCOL_SEQUENCE_TIMEOUT' }), []);
  }, timeoutMs + 1_000);
  return settle;
}

/**
 * What Vigie's statements mean must not depend on the server's own `sql_mode`: values that a column cannot hold are refused
 * on every engine, never cut or replaced by `?`.
 */
const SQL_MODE = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';

/** Longest text of one group (`group_concat`): a site's rows of ten years, an hour each. MySQL's own limit is 1,024. */
const GROUP_TEXT_BYTES = 16 * 1024 * 1024;

/** MariaDB counts the time of a statement in seconds and covers every one, MySQL in milliseconds and covers SELECT. */
async function prepareSession(connection: MysqlPoolConnection, timeoutMs: number): Promise<void> {
  const ask = (text: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      connection.query(text, [], (error, result) => (error instanceof Error ? reject(error) : resolve(result)));
    });
  const [row] = (await ask('select version() as version')) as { version: string }[];
  const isMariaDb = row?.version.includes('MariaDB') === true;
  const limit = isMariaDb
    ? `max_statement_time = ${timeoutMs / 1_000}`
    : `max_execution_time = ${Math.ceil(timeoutMs)}`;
  await ask(
    `set session sql_mode = '${SQL_MODE}', session group_concat_max_len = ${GROUP_TEXT_BYTES}, session ${limit}`
  );
}
