import assert from 'node:assert/strict';

import { sql } from 'kysely';

import type { Store } from '../../src/store/driver/database.ts';
import { holdEpoch, leaveHints, readLease, releaseLease, renewLease, takeLease } from '../../src/store/leases.ts';
import { testOnStores } from '../support/store/store.ts';

const HOUR_MS = 3_600_000;

const take = (store: Store, holder: string, durationMs = HOUR_MS) =>
  takeLease(store.control, { name: 'sync', holder, durationMs });
const renew = (store: Store, holder: string, epoch: number, durationMs = HOUR_MS) =>
  renewLease(store.control, { name: 'sync', holder, durationMs, epoch });

testOnStores('gives a lease to one holder until it runs out, with a higher epoch each time', async (_t, store) => {
  assert.equal(await take(store, 'a'), 1);
  assert.equal(await take(store, 'b'), undefined);
  assert.equal(await take(store, 'a'), undefined);
  assert.deepEqual(await renew(store, 'a', 1, 0), []);
  assert.equal(await take(store, 'b'), 2);
  assert.equal(await renew(store, 'a', 1), undefined);
  assert.deepEqual(await renew(store, 'b', 2), []);
});

testOnStores('tells who holds a lease and what is left of it', async (_t, store) => {
  assert.equal(await readLease(store.db, 'sync'), undefined);
  assert.equal(await readLease(store.db, 'other'), undefined);
  await take(store, 'a');
  const held = await readLease(store.db, 'sync');
  assert.deepEqual([held?.holder, held?.epoch], ['a', 1]);
  assert.ok(Math.abs((held?.leftSeconds ?? 0) - HOUR_MS / 1_000) < 60);
  await renew(store, 'a', 1, -20_000);
  const over = await readLease(store.db, 'sync');
  assert.ok((over?.leftSeconds ?? 0) <= -20);
  await releaseLease(store.control, { name: 'sync', holder: 'a', epoch: 1 });
  assert.equal((await readLease(store.db, 'sync'))?.leftSeconds, null);
});

testOnStores('renews a lease that ran out while nobody took it', async (_t, store) => {
  assert.equal(await take(store, 'a', 0), 1);
  assert.deepEqual(await renew(store, 'a', 1), []);
  assert.equal(await take(store, 'b'), undefined);
});

testOnStores(
  'gives a lease that was given back to the next who asks, and takes it from no successor',
  async (_t, store) => {
    await take(store, 'a');
    await releaseLease(store.control, { name: 'sync', holder: 'a', epoch: 1 });
    assert.equal(await take(store, 'b'), 2);
    await releaseLease(store.control, { name: 'sync', holder: 'a', epoch: 1 });
    assert.equal(await take(store, 'c'), undefined);
  }
);

testOnStores('gives a lease away whose end lies far ahead because the clock was set back', async (_t, store) => {
  await take(store, 'a', 1_000);
  await store.db
    .updateTable('leases')
    .set({ expires_at: sql<Date>`clock_timestamp() + interval '1 hour'` })
    .execute();
  assert.equal(await take(store, 'b', 1_000), 2);
});

testOnStores('gives the lease to one of many who ask at once', async (_t, store) => {
  const epochs = await Promise.all(
    ['a', 'b', 'c', 'd'].map((holder) => takeLease(store.db, { name: 'sync', holder, durationMs: HOUR_MS }))
  );
  assert.deepEqual(
    epochs.filter((epoch) => epoch !== undefined),
    [1]
  );
});

testOnStores('hands hints to the holder of the lease alone, once, those of a connection as one', async (_t, store) => {
  await take(store, 'a', 0);
  await take(store, 'b');
  await leaveHints(store.db, [{ connection: 'lyon', everything: false }]);
  await leaveHints(store.db, [
    { connection: 'lyon', everything: true },
    { connection: '', everything: false },
  ]);
  await leaveHints(store.db, [{ connection: 'lyon', everything: false }]);
  assert.equal(await renew(store, 'a', 1), undefined);
  const hints = (await renew(store, 'b', 2)) ?? [];
  assert.deepEqual(
    hints.toSorted((one, other) => one.connection.localeCompare(other.connection)),
    [
      { connection: '', everything: false },
      { connection: 'lyon', everything: true },
    ]
  );
  assert.deepEqual(await renew(store, 'b', 2), []);
});

testOnStores(
  'takes no holder for another one with the same epoch, as a standby that lagged may have given it',
  async (_t, store) => {
    await take(store, 'a', 0);
    // What the standby had not been sent yet is undone by its promotion.
    await store.db.updateTable('leases').set({ epoch: 0 }).execute();
    assert.equal(await take(store, 'b'), 1);
    assert.equal(await renew(store, 'a', 1), undefined);
    await releaseLease(store.control, { name: 'sync', holder: 'a', epoch: 1 });
    const held = (holder: string) =>
      store.db.transaction().execute((transaction) => holdEpoch(transaction, { name: 'sync', holder, epoch: 1 }));
    assert.deepEqual([await held('a'), await held('b')], [false, true]);
  }
);
