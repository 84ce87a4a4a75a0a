import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';

import { isReadOnly } from '../failures/store-errors.ts';
import { createFollowing, type Following } from './following.ts';

export interface PoolOptions {
  config: pg.PoolConfig;
  /** Milliseconds after which a statement is given up although the server answers others. */
  limitMs: number;
  /** A server that does not take writings is refused as one that is away. */
  writable: boolean;
  onConnectionError: (error: Error) => void;
}

/** A lent connection. */
export interface PoolClient extends PostgresPoolClient {
  /** Sends a statement, or a script, that may take as long as it needs while the server answers others. */
  unlimited<T extends object>(statement: string, values?: unknown[]): Promise<pg.QueryResult<T>>;
}

/** A pool of connections to PostgreSQL, none of which anybody waits for while the server is silent. */
export interface Pool extends PostgresPool {
  connect(): Promise<PoolClient>;
}

/** What PgBouncer says to settings in the start-up message that it does not know (its manual, `ignore_startup_parameters`). */
const POOLER_REFUSES = /unsupported startup parameter/;

/**
 * Idle connections are closed after this long, so that none is lent that a firewall has forgotten meanwhile: asking each
 * one before it is lent would cost every query a round trip.
 */
const IDLE_MS = 10_000;
const FAREWELL_MS = 2_000;

/**
 * Opens a pool. Behind a pooler that refuses settings of the session, it does without them: the limits it keeps itself hold
 * all the same.
 */
export function openPool({ config, limitMs, writable, onConnectionError }: PoolOptions): Pool {
  const pool = new pg.Pool({
    ...config,
    idleTimeoutMillis: IDLE_MS,
    ...(writable && { verify: verifyWritable }),
  });
  const clients = new Set<pg.PoolClient>();
  /** Made before the server said that it only takes readings: others may find another server, or this one as it is now. */
  const outdated = new WeakSet<pg.PoolClient>();
  let ended: Promise<void> | undefined;
  pool.on('error', onConnectionError);
  pool.on('connect', (client) => {
    // The pool listens to idle connections only; without a listener, one that breaks while it is lent ends the process.
    // The error itself reaches the caller that runs a query on it.
    client.on('error', () => undefined);
    clients.add(client);
  });
  pool.on('remove', (client) => clients.delete(client));
  const closing = new AbortController();
  const following = createFollowing((givenUp) => probe(pool.options, AbortSignal.any([givenUp, closing.signal])));

  async function connect(): Promise<pg.PoolClient> {
    try {
      const client = await pool.connect();
      if (!outdated.has(client)) {
        return client;
      }
      client.release(true);
      return await connect();
    } catch (error) {
      if (!(error instanceof Error && POOLER_REFUSES.test(error.message)) || !withoutSettings(pool.options)) {
        throw error;
      }
      return connect();
    }
  }

  return {
    // For the driver's own control connections.
    ...{ Client: pg.Client, options: pool.options },
    connect() {
      let givenUp = false;
      return following.follow(
        async () => {
          const client = await connect();
          if (givenUp) {
            client.release();
          }
          return lend(client, following, { limitMs, onReadOnly: () => clients.forEach((one) => outdated.add(one)) });
        },
        { giveUp: () => (givenUp = true) }
      );
    },
    end() {
      ended ??= end();
      return ended;
    },
  };

  async function end(): Promise<void> {
    closing.abort();
    // A server that is silent does not answer a farewell either.
    const farewell = setTimeout(() => clients.forEach(destroy), FAREWELL_MS);
    await pool.end();
    clearTimeout(farewell);
  }
}

/** @returns false when there are none to leave out */
function withoutSettings(options: pg.PoolConfig): boolean {
  const had = options.statement_timeout !== undefined || options.idle_in_transaction_session_timeout !== undefined;
  delete options.statement_timeout;
  delete options.idle_in_transaction_session_timeout;
  return had;
}

interface LendOptions {
  limitMs: number;
  /** Called when the server says that it only takes readings. */
  onReadOnly: () => void;
}

function lend(client: pg.PoolClient, following: Following, { limitMs, onReadOnly }: LendOptions): PoolClient {
  let broken = false;
  const giveUp = (): void => {
    broken = true;
    destroy(client);
  };
  const send = <T extends object>(statement: string, values: unknown[] | undefined, limit: number | undefined) =>
    following
      .follow(() => client.query<T>(statement, values), { giveUp, limitMs: limit })
      .catch((error: unknown) => {
        if (isReadOnly(error)) {
          broken = true;
          onReadOnly();
        }
        throw error;
      });
  const lent = {
    query: (statement: string, values?: unknown[]) => send(statement, values, limitMs),
    unlimited: <T extends object>(statement: string, values?: unknown[]) => send<T>(statement, values, undefined),
    release: (discard?: boolean) => client.release(broken || discard),
    get processID() {
      return (client as unknown as { processID: number | null }).processID;
    },
  };
  // Nobody asks for cursors.
  return lent as unknown as PoolClient;
}

/** As libpq asks a server for `target_session_attrs=read-write`. */
function verifyWritable(client: pg.PoolClient, done: (error?: Error) => void): void {
  client.query<{ transaction_read_only: string }>('show transaction_read_only').then(({ rows: [row] }) => {
    done(
      row?.transaction_read_only === 'on'
        ? Object.assign(new Error('the server only takes readings'), { code: '25006' })
        : undefined
    );
  }, done);
}

/** Resolves once the server has said anything. */
async function probe(options: pg.PoolConfig, givenUp: AbortSignal): Promise<void> {
  const client = new pg.Client({ ...options, connectionTimeoutMillis: 0 });
  client.on('error', () => undefined);
  givenUp.addEventListener('abort', () => destroy(client), { once: true });
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    client.end().catch(() => undefined);
  }
}

/** Closes a connection without a word to the server, which would not listen. */
function destroy(client: pg.ClientBase): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
