import { sql } from 'kysely';

import { ALWAYS_THERE, type Availability, createAvailability } from '../../liveness/availability.ts';
import { createPending } from '../../liveness/pending.ts';
import { type AbortableDatabase, openAbortable } from '../../store/driver/abortable.ts';
import { tracedDialect } from '../../tracing/traced-dialect.ts';
import { NO_TRACING } from '../../tracing/tracing.ts';
import type { CountersTables } from '../columns/tables.ts';
import type { CountersDatabase, CountersOptions } from './database.ts';
import { CountersError, isLostConnection, isOutage, toCountersError } from './failures/failures.ts';
import { mysqlDriver } from './mysql/mysql.ts';
import type { MysqlLimits } from './mysql/options.ts';
import type { CountersHandle, CountersSchema } from './schema.ts';
import { databaseOnServers } from './servers.ts';
import { readTables } from './tables-reader.ts';
import { writeInTransaction } from './transactions.ts';
import { type MysqlLocation, parseCountersUrl } from './url.ts';

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
