import { Kysely, sql } from 'kysely';

import { DIALECTS } from './dialect.ts';
import type { CountersDialect } from './dialect.ts';
import { isLostConnection, toCountersError } from './failures.ts';
import { mysqlDialect } from './mysql.ts';
import type { MysqlLimits } from './mysql.ts';
import type { CountersHandle, CountersSchema } from './schema.ts';
import { parseCountersUrl } from './url.ts';

/** The counters database: MySQL and what speaks its protocol, or the embedded one of the demo. */
export interface CountersDatabase {
  readonly dialect: CountersDialect;
  /**
   * Runs reading statements; a connection that turns out to be lost is replaced and the reading done once more.
   * @throws {CountersError} when the database gives no answer.
   */
  read<T>(work: (db: CountersHandle) => Promise<T>): Promise<T>;
  /**
   * Runs writing statements in one transaction.
   * @throws {CountersError} when the database gives no answer or lets its user only read (`failure: 'denied'`).
   */
  write<T>(work: (transaction: CountersHandle) => Promise<T>): Promise<T>;
  /** @throws {CountersError} when the database gives no answer. */
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
    return { ...countersDatabase(db, DIALECTS.pglite), close: release };
  }
  const limit = (name: keyof MysqlLimits): number => location[name] ?? options[name] ?? DEFAULT_LIMITS[name];
  const dialect = mysqlDialect(location, {
    poolSize: limit('poolSize'),
    connectTimeoutMs: limit('connectTimeoutMs'),
    queryTimeoutMs: limit('queryTimeoutMs'),
  });
  return countersDatabase(new Kysely({ dialect }), DIALECTS.mysql);
}

function countersDatabase(db: Kysely<CountersSchema>, dialect: CountersDialect): CountersDatabase {
  const read = async <T>(work: (handle: CountersHandle) => Promise<T>): Promise<T> => {
    try {
      return await work(db).catch((error: unknown) => {
        if (isLostConnection(error)) {
          return work(db);
        }
        throw error;
      });
    } catch (error) {
      throw toCountersError(error);
    }
  };
  return {
    dialect,
    read,
    write: async (work) => {
      try {
        return await db.transaction().execute(work);
      } catch (error) {
        throw toCountersError(error);
      }
    },
    ping: async () => {
      await read((handle) => sql`select 1`.execute(handle));
    },
    close: () => db.destroy(),
  };
}
