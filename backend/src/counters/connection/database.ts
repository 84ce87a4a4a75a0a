import { sql } from 'kysely';

import { ALWAYS_THERE, type Availability, createAvailability } from '../../liveness/availability.ts';
import { createPending } from '../../liveness/pending.ts';
import { type AbortableDatabase, openAbortable, type StatementObserver } from '../../store/driver/abortable.ts';
import { tracedDialect } from '../../tracing/traced-dialect.ts';
import { NO_TRACING, type Tracing } from '../../tracing/tracing.ts';
import type { CountersTables } from '../columns/tables.ts';
import { CountersError, isLostConnection, isOutage, toCountersError } from './failures.ts';
import { mysqlDriver } from './mysql.ts';
import type { MysqlLimits } from './mysql-options.ts';
import type { CountersHandle, CountersSchema } from './schema.ts';
import { databaseOnServers } from './servers.ts';
import { readTables } from './tables-reader.ts';
import { writeInTransaction } from './transactions.ts';
import { type MysqlLocation, parseCountersUrl } from './url.ts';

/** Statements on the counters database, and how its columns are read. */
export type CountersWork<T> = (db: CountersHandle, tables: CountersTables) => Promise<T>;

/** The counters database: MySQL and what speaks its protocol, or the embedded one of the demo. */
export interface CountersDatabase {
  readonly kind: 'mysql' | 'pglite';
  /**
   * How the columns of the two tables are read, by the types they have. Looked up at the first connection, after a lost one,
   * when a statement meets another schema, and at each `ping`; not for each query.
   * @throws {CountersError} `columns` when one is missing or holds what Vigie cannot read.
   */
  tables(): Promise<CountersTables>;
  /**
   * Runs reading statements; a connection that turns out to be lost is replaced and the reading done once more.
   * @param signal ends the statements.
   * @throws {CountersError} when the database gives no answer; the signal's reason when it was aborted.
   */
  read<T>(work: CountersWork<T>, signal?: AbortSignal): Promise<T>;
  /**
   * Runs writing statements in one transaction, in which values that a column cannot hold are refused.
   * @param work is done once more, from its start, after a deadlock and, where there are several servers, on the next one
   *   when one goes away: nothing of what it did before has been kept then
   * @throws {CountersError} when the database gives no answer, lets its user only read (`failure: 'denied'`) or cannot hold a
   *   value (`value`): nothing is written then; `unconfirmed` when it fell silent over the commit, and may have written.
   */
  write<T>(work: CountersWork<T>): Promise<T>;
  /** @throws {CountersError} when the database gives no answer, or its tables cannot be read. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface CountersOptions {
  /** `COUNTERS_URL`, see `parseCountersUrl`; its own options go before the ones here. */
  url: string;
  poolSize?: number;
  connectTimeoutMs?: number;
  queryTimeoutMs?: number;
  /** A connection that idled for longer is tested before its next use. */
  testAfterIdleMs?: number;
  /** Called when another server of several is asked from then on. @param server its host and port */
  onFailover?: (server: string) => void;
  /** Told of each statement that has a signal. */
  observe?: StatementObserver;
  /** Records the statements. */
  tracing?: Tracing;
}

/** Grafana's data source gives a query up after 30 seconds: an answer, or the reason for none, must come well before. */
const DEFAULT_LIMITS: Omit<MysqlLimits, 'testAfterIdleMs'> = {
  poolSize: 8,
  connectTimeoutMs: 3_000,
  queryTimeoutMs: 10_000,
};

const TEST_AFTER_IDLE_MS = 5_000;

/** A server that says nothing for so long, while it owes answers, is looked for on a connection of its own. */
const SILENCE_MS = 1_000;

/**
 * Makes a handle on the counters database. MySQL is connected to when the first statement needs it, so that an outage
 * at start is an outage of the counters alone; the embedded database is opened, with its tables, at once. Of several servers
 * one is asked for everything, and the next one when it goes away.
 * @throws {VigieError} `invalid_request` for a wrong `COUNTERS_URL`; `store_unavailable` for a folder another process holds.
 */
export async function openCounters(options: CountersOptions): Promise<CountersDatabase> {
  const location = parseCountersUrl(options.url);
  if (location.kind === 'pglite') {
    // Loaded only where it is used: the program is large.
    const { openEmbedded } = await import('./embedded.ts');
    const { handles, release } = await openEmbedded(location, options);
    const { EMBEDDED_TABLES } = await import('../columns/embedded.ts');
    return {
      ...countersDatabase(handles, {
        kind: 'pglite',
        encrypted: true,
        look: () => Promise.resolve(EMBEDDED_TABLES),
        availability: ALWAYS_THERE,
      }),
      close: release,
    };
  }
  const { onFailover } = options;
  return databaseOnServers(
    location.servers.map((server) => ({ name: `${server.host}:${server.port}`, database: openMysql(server, options) })),
    onFailover
  );
}

function openMysql(location: MysqlLocation, options: CountersOptions): CountersDatabase {
  const limit = (name: keyof typeof DEFAULT_LIMITS): number => location[name] ?? options[name] ?? DEFAULT_LIMITS[name];
  const pending = createPending(SILENCE_MS, () => availability.suspect());
  const driver = mysqlDriver(
    location,
    {
      poolSize: limit('poolSize'),
      connectTimeoutMs: limit('connectTimeoutMs'),
      queryTimeoutMs: limit('queryTimeoutMs'),
      testAfterIdleMs: options.testAfterIdleMs ?? TEST_AFTER_IDLE_MS,
    },
    pending
  );
  const availability = createAvailability({
    probe: () => driver.probe(),
    onDown: (error) => driver.abandon(error),
    onUp: () => driver.resume(),
    isOutage,
  });
  const encrypted = location.sslMode !== 'DISABLED';
  const { observe, tracing = NO_TRACING } = options;
  const dialect = tracedDialect(driver.dialect, tracing, { 'db.system.name': 'mysql', 'db.namespace': 'counters' });
  const handles = openAbortable<CountersSchema>(dialect, observe);
  return {
    ...countersDatabase(handles, { kind: 'mysql', encrypted, look: readTables, availability }),
    close: () => handles.db.destroy().finally(driver.release),
  };
}

interface DatabaseTraits {
  kind: CountersDatabase['kind'];
  /** Whether connections use TLS. */
  encrypted: boolean;
  /** Finds out how the columns are read. */
  look: (db: CountersHandle) => Promise<CountersTables>;
  availability: Availability;
}

function countersDatabase(
  { db, under }: AbortableDatabase<CountersSchema>,
  { kind, encrypted, look, availability }: DatabaseTraits
): Omit<CountersDatabase, 'close'> {
  let known: Promise<CountersTables> | undefined;
  const forget = (): void => {
    known = undefined;
  };
  /** Tries once more on a fresh connection; what is known of the columns may be another server's by then. */
  const persist = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => {
      if (!isLostConnection(error)) {
        throw error;
      }
      forget();
      return work();
    });
  const tables = (): Promise<CountersTables> => {
    const looking = (known ??= persist(() => look(db)));
    looking.catch(() => {
      if (known === looking) {
        forget();
      }
    });
    return looking;
  };
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const explained = toCountersError(error, { encrypted });
      if (explained instanceof CountersError && explained.failure === 'schema') {
        forget();
      }
      throw explained;
    }
  };
  return {
    kind,
    tables: () => told(() => availability.run(tables)),
    read: async (work, signal) => {
      const handle = signal === undefined ? db : under(signal);
      try {
        return await told(() => availability.run(() => persist(async () => work(handle, await tables()))));
      } catch (error) {
        // That a statement was ended says nothing of the database.
        throw signal?.aborted ? signal.reason : error;
      }
    },
    write: (work) => told(() => availability.run(async () => writeInTransaction(db, work, await tables()))),
    ping: () =>
      told(async () => {
        await availability.check();
        forget();
        await availability.run(async () => {
          await tables();
          // A node of a Galera cluster that is cut off from the others tells of its tables and refuses to read them.
          await persist(() => sql`select 1 from sites where 1 = 0`.execute(db));
        });
      }),
  };
}
