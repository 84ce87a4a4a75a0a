import { test, type TestContext } from 'node:test';

import type { StatementObserver } from '../../../src/store/driver/abortable.ts';
import { openStore, type Store, storeOver } from '../../../src/store/driver/database.ts';
import { openInMemory, type OpenPglite, pgliteDriver } from '../../../src/store/driver/pglite/pglite.ts';
import { lendPglite } from './lent-pglite.ts';
import { postgresBinaries, postgresServer } from './postgres.ts';
import { type ImageKind, memoryImage } from './store-image.ts';

export type StoreKind = Store['kind'];
export const STORE_KINDS: readonly StoreKind[] = ['pglite', 'postgres'];

/** Why tests on a kind of store cannot run here; false when they can. */
export function skipReason(kind: StoreKind): string | false {
  return kind === 'postgres' && postgresBinaries === undefined
    ? 'NO POSTGRESQL SERVER FOUND on PATH or in /usr/lib/postgresql: nothing was tested on it'
    : false;
}

/**
 * The store of tests that are of something else. A copy of a database costs a tenth of what an embedded store does, and is what
 * production has.
 */
export const USUAL_KIND: StoreKind = skipReason('postgres') === false ? 'postgres' : 'pglite';

/** What closes things when a test or a suite ends. */
export type Closing = Pick<TestContext, 'after'>;

/** A fresh migrated store, closed when the test ends; of the usual kind for tests that are of something else. */
export function withStore(t: Closing, kind: StoreKind = USUAL_KIND, observe?: StatementObserver): Promise<Store> {
  return withStoreFrom(t, kind, 'migrated', observe);
}

/** A fresh store without any table, closed when the test ends. */
export function withEmptyStore(t: Closing, kind: StoreKind): Promise<Store> {
  return withStoreFrom(t, kind, 'empty');
}

async function withStoreFrom(
  t: Closing,
  kind: StoreKind,
  image: ImageKind,
  observe?: StatementObserver
): Promise<Store> {
  const store =
    kind === 'postgres'
      ? await openStore({ databaseUrl: await newDatabase(image), poolSize: 4, ...(observe && { observe }) })
      : storeOver('pglite', pgliteDriver(await embedded(image)), { ...(observe && { observe }) });
  t.after(() => store.close());
  return store;
}

/** A migrated PGlite serves one test after the other; one without tables is rarely needed and not worth keeping. */
async function embedded(image: ImageKind): Promise<OpenPglite> {
  return image === 'migrated'
    ? lendPglite(async () => openInMemory(await memoryImage('migrated')))
    : openInMemory(await memoryImage(image));
}

/** The `postgres://` address of a database of its own, with the tables of the store or `empty`. */
export async function newDatabase(image: ImageKind): Promise<string> {
  const server = await postgresServer();
  return server.createDatabase(image === 'empty' ? undefined : await server.template());
}

/** Registers a test once for each kind of store, on a fresh migrated one. */
export function testOnStores(name: string, run: (t: TestContext, store: Store) => Promise<void>): void {
  for (const kind of STORE_KINDS) {
    void test(`${name} (${kind})`, { skip: skipReason(kind) }, async (t) => run(t, await withStore(t, kind)));
  }
}
