import { test } from 'node:test';
import type { TestContext } from 'node:test';

import { PGlite } from '@electric-sql/pglite';

import { openStore, storeOver } from '../../src/store/database.ts';
import type { Store } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openPglite } from '../../src/store/pglite.ts';
import { postgresBinaries, postgresServer } from './postgres.ts';

export type StoreKind = Store['kind'];
export const STORE_KINDS: readonly StoreKind[] = ['pglite', 'postgres'];

/** Why tests on a kind of store cannot run here; false when they can. */
export function skipReason(kind: StoreKind): string | false {
  return kind === 'postgres' && postgresBinaries === undefined
    ? 'NO POSTGRESQL SERVER FOUND on PATH or in /usr/lib/postgresql: nothing was tested on it'
    : false;
}

/** What closes things when a test or a suite ends. */
export type Closing = Pick<TestContext, 'after'>;

/** A fresh migrated store, closed when the test ends. */
export async function withStore(t: Closing, kind: StoreKind): Promise<Store> {
  const store = await withEmptyStore(t, kind);
  await migrate(store);
  return store;
}

/** A fresh store without any table, closed when the test ends. */
export async function withEmptyStore(t: Closing, kind: StoreKind): Promise<Store> {
  const store =
    kind === 'postgres'
      ? await openStore({ databaseUrl: await (await postgresServer()).createDatabase(), poolSize: 4 })
      : storeOver('pglite', await openPglite('memory://', await freshImage()));
  t.after(() => store.close());
  return store;
}

let image: Promise<Blob> | undefined;

/** A data folder as PGlite makes it, made once a test process: that takes seconds, loading it a fraction of one. */
function freshImage(): Promise<Blob> {
  image ??= PGlite.create().then(async (pglite) => {
    const folder = await pglite.dumpDataDir('none');
    await pglite.close();
    return folder;
  });
  return image;
}

/** Registers a test once for each kind of store, on a fresh migrated one. */
export function testOnStores(name: string, run: (t: TestContext, store: Store) => Promise<void>): void {
  for (const kind of STORE_KINDS) {
    void test(`${name} (${kind})`, { skip: skipReason(kind) }, async (t) => run(t, await withStore(t, kind)));
  }
}
