import { Kysely } from 'kysely';

import { tracedDialect } from '../../tracing/traced-dialect.ts';
import { NO_TRACING } from '../../tracing/tracing.ts';
import type { StoreDatabase, StoreSchema } from '../schema.ts';
import { openAbortable } from './abortable.ts';
import type { ScriptTransaction, StoreDriver, StoreOptions } from './driver.ts';

/** An open store. */
export interface Store {
  readonly db: StoreDatabase;
  /**
   * The same store over one connection of its own with short limits, for what must not wait for other work (the lease).
   * With PGlite it is the same as {@link db}.
   */
  readonly control: StoreDatabase;
  /** `db`, whose statements end when the signal is aborted. */
  readonly under: (signal: AbortSignal) => StoreDatabase;
  readonly kind: 'postgres' | 'pglite';
  /** Runs work in one transaction outside of Kysely (migrations). */
  transaction<T>(work: (transaction: ScriptTransaction) => Promise<T>): Promise<T>;
  /** @throws when the store does not answer. */
  ping(): Promise<void>;
  /** Closes the connections and gives the folder's lock back. Closing twice is fine. */
  close(): Promise<void>;
}

/**
 * Opens the store: PostgreSQL when there is a `databaseUrl`, else PGlite in `<dataDir>/store`, locked by its one process.
 * PostgreSQL is not contacted before the first query.
 *
 * @throws {VigieError} `store_unavailable` when the folder is in use by another process.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, dataDir = './.vigie' } = options;
  // Only the driver in use is loaded: each takes its megabytes.
  if (databaseUrl === undefined) {
    const { openPglite } = await import('./pglite/pglite.ts');
    return storeOver('pglite', await openPglite(dataDir), options);
  }
  const { openPostgres } = await import('./postgres/postgres.ts');
  return storeOver('postgres', openPostgres({ ...options, databaseUrl }), options);
}

/** A store over a driver that is open. */
export function storeOver(
  kind: Store['kind'],
  driver: StoreDriver,
  { observe, tracing = NO_TRACING }: Pick<StoreOptions, 'observe' | 'tracing'> = {}
): Store {
  const traced = tracedDialect(driver.dialect, tracing, { 'db.system.name': 'postgresql', 'db.namespace': 'store' });
  const { db, under } = openAbortable<StoreSchema>(traced, observe);
  const control = driver.control === undefined ? db : new Kysely<StoreSchema>({ dialect: driver.control });
  let closed: Promise<void> | undefined;
  return {
    db,
    control,
    under,
    kind,
    transaction: (work) => driver.transaction(work),
    async ping() {
      await db.selectNoFrom((eb) => eb.lit(1).as('one')).execute();
    },
    close() {
      closed ??= Promise.all([db.destroy(), control.destroy()])
        .then(() => undefined)
        .finally(() => driver.release());
      return closed;
    },
  };
}
