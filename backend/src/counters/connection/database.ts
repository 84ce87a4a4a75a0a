import { Kysely } from 'kysely';

import type { CountersTables } from '../columns/tables.ts';
import { CountersError, isLostConnection, toCountersError } from './failures.ts';
import { mysqlDriver, type MysqlLimits } from './mysql.ts';
import type { CountersHandle, CountersSchema } from './schema.ts';
import { readTables } from './tables-reader.ts';
import { parseCountersUrl } from './url.ts';

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
   * @throws {CountersError} when the database gives no answer.
   */
  read<T>(work: CountersWork<T>): Promise<T>;
  /**
   * Runs writing statements in one transaction, in which values that a column cannot hold are refused.
   * @throws {CountersError} when the database gives no answer, lets its user only read (`failure: 'denied'`) or cannot hold a
   *   value (`value`).
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
}

const DEFAULT_LIMITS: MysqlLimits = { poolSize: 8, connectTimeoutMs: 5_000, queryTimeoutMs: 30_000 };

/**
 * Makes a handle on the counters database. MySQL is connected to when the first statement needs it, so that an outage
 * at start is an outage of the counters alone; the embedded database is opened, with its tables, at once.
 * @throws {VigieError} `invalid_request` for a wrong `COUNTERS_URL`; `store_unavailable` for a folder another process holds.
 */
export async function openCounters(options: CountersOptions): Promise<CountersDatabase> {
  const location = parseCountersUrl(options.url);
  if (location.kind === 'pglite') {
    // Loaded only where it is used: the program is large.
    const { openEmbedded } = await import('./embedded.ts');
    const { db, release } = await openEmbedded(location);
    const { EMBEDDED_TABLES } = await import('../columns/embedded.ts');
    return {
      ...countersDatabase(db, { kind: 'pglite', encrypted: true, look: () => Promise.resolve(EMBEDDED_TABLES) }),
      close: release,
    };
  }
  const limit = (name: keyof MysqlLimits): number => location[name] ?? options[name] ?? DEFAULT_LIMITS[name];
  const { dialect, release } = mysqlDriver(location, {
    poolSize: limit('poolSize'),
    connectTimeoutMs: limit('connectTimeoutMs'),
    queryTimeoutMs: limit('queryTimeoutMs'),
  });
  const encrypted = location.sslMode !== 'DISABLED';
  const db = new Kysely<CountersSchema>({ dialect });
  return {
    ...countersDatabase(db, { kind: 'mysql', encrypted, look: readTables }),
    close: () => db.destroy().finally(release),
  };
}

interface DatabaseTraits {
  kind: CountersDatabase['kind'];
  /** Whether connections use TLS. */
  encrypted: boolean;
  /** Finds out how the columns are read. */
  look: (db: CountersHandle) => Promise<CountersTables>;
}

function countersDatabase(
  db: Kysely<CountersSchema>,
  { kind, encrypted, look }: DatabaseTraits
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
    tables: () => told(tables),
    read: (work) => told(() => persist(async () => work(db, await tables()))),
    write: (work) =>
      told(async () => {
        const columns = await tables();
        let begun = false;
        // Nothing was written on a connection that was lost before the transaction began.
        const attempt = () =>
          db.transaction().execute((transaction) => {
            begun = true;
            return work(transaction, columns);
          });
        return attempt().catch((error: unknown) => {
          if (begun || !isLostConnection(error)) {
            throw error;
          }
          return attempt();
        });
      }),
    ping: async () => {
      forget();
      await told(tables);
    },
  };
}
