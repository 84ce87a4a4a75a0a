import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'kysely';

import type { Store } from '../../src/store/driver/database.ts';
import { fencedDatabase, LeaseLostError } from '../../src/store/fenced-database.ts';
import { holdEpoch, renewLease, takeLease } from '../../src/store/leases.ts';
import type { StoreDatabase } from '../../src/store/schema.ts';
import { failureOf } from '../support/store/failure.ts';
import { skipReason, testOnStores, withStore } from '../support/store/store.ts';

const LEASE = { name: 'sync', holder: 'somebody', durationMs: 0 };

/** A handle fenced by the lease as it is taken now. */
async function fencedNow(store: Store) {
  const epoch = await takeLease(store.control, LEASE);
  const lost: number[] = [];
  const db = fencedDatabase(store.db, {
    lease: 'sync',
    holder: LEASE.holder,
    epoch: () => epoch,
    lost: (one) => lost.push(one),
  });
  return { db, lost, epoch };
}

/** Every way in which something is written. */
const WRITES: Record<string, (db: StoreDatabase) => Promise<unknown>> = {
  insert: (db) => db.insertInto('settings').values({ name: 'new', value: '1' }).execute(),
  update: (db) => db.updateTable('settings').set({ value: '2' }).execute(),
  delete: (db) => db.deleteFrom('settings').execute(),
  'raw SQL': (db) => sql`update settings set value = '3'`.execute(db),
  'a SELECT whose WITH writes': (db) =>
    db
      .with('gone', (query) => query.deleteFrom('settings').returning('name'))
      .selectFrom('gone')
      .selectAll()
      .execute(),
  'a transaction': (db) =>
    db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('settings').execute();
      await transaction.insertInto('settings').values({ name: 'new', value: '4' }).execute();
    }),
};

const settingsOf = (store: Store) => store.db.selectFrom('settings').selectAll().orderBy('name').execute();

testOnStores('keeps what the holder of the lease writes', async (_t, store) => {
  const { db, lost } = await fencedNow(store);
  for (const [what, write] of Object.entries(WRITES)) {
    await store.db.deleteFrom('settings').execute();
    await store.db.insertInto('settings').values({ name: 'old', value: '0' }).execute();
    const before = await settingsOf(store);
    await write(db);
    assert.notDeepEqual(await settingsOf(store), before, what);
  }
  assert.deepEqual(lost, []);
});

testOnStores(
  'keeps nothing of what is written once somebody else has taken the lease, and still reads',
  async (_t, store) => {
    const { db, lost, epoch } = await fencedNow(store);
    await store.db.insertInto('settings').values({ name: 'old', value: '0' }).execute();
    const before = await settingsOf(store);
    await takeLease(store.control, LEASE);
    for (const [what, write] of Object.entries(WRITES)) {
      await failureOf(write(db), LeaseLostError);
      assert.deepEqual(await settingsOf(store), before, what);
    }
    assert.deepEqual(
      lost,
      Object.keys(WRITES).map(() => epoch)
    );
    assert.deepEqual(await db.selectFrom('settings').selectAll().execute(), before);
  }
);

testOnStores('begins no write while it holds no lease', async (_t, store) => {
  const db = fencedDatabase(store.db, {
    lease: 'sync',
    holder: LEASE.holder,
    epoch: () => undefined,
    lost: () => assert.fail(),
  });
  for (const write of Object.values(WRITES)) {
    await failureOf(write(db), LeaseLostError);
  }
  assert.deepEqual(await settingsOf(store), []);
});

testOnStores('undoes a transaction that fails for a reason of its own', async (_t, store) => {
  const { db } = await fencedNow(store);
  const failing = db.transaction().execute(async (transaction) => {
    await transaction.insertInto('settings').values({ name: 'new', value: '1' }).execute();
    throw new RangeError('enough');
  });
  await failureOf(failing, RangeError);
  assert.deepEqual(await settingsOf(store), []);
});

const postgresTest = (name: string, run: (t: TestContext, store: Store) => Promise<void>) =>
  void test(name, { skip: skipReason('postgres') }, async (t) => run(t, await withStore(t, 'postgres')));

postgresTest('keeps nothing of a transaction begun before the lease was taken away', async (_t, store) => {
  const { db } = await fencedNow(store);
  const writing = db.transaction().execute(async (transaction) => {
    await transaction.insertInto('settings').values({ name: 'new', value: '1' }).execute();
    assert.equal(await takeLease(store.control, LEASE), 2);
  });
  await failureOf(writing, LeaseLostError);
  assert.deepEqual(await settingsOf(store), []);
});

postgresTest(
  'lets nobody take the lease between the look at the epoch and the commit, renewals excepted',
  async (_t, store) => {
    await takeLease(store.control, LEASE);

    let taken: number | undefined;
    const taking = await store.db.transaction().execute(async (transaction) => {
      assert.equal(await holdEpoch(transaction, { ...LEASE, epoch: 1 }), true);
      assert.deepEqual(await renewLease(store.control, { ...LEASE, epoch: 1 }), []);
      const promise = takeLease(store.control, LEASE).then((epoch) => (taken = epoch));
      await sleep(100);
      assert.equal(taken, undefined);
      return { promise };
    });
    assert.equal(await taking.promise, 2);
  }
);
