import assert from 'node:assert/strict';

import { sql } from 'kysely';

import type { Store } from '../../src/store/driver/database.ts';
import { leaveHints, releaseLease, renewLease, takeLease } from '../../src/store/leases.ts';
import { testOnStores } from '../support/store/store.ts';

const HOUR_MS = 3_600_000;

const take = (store: Store, holder: string, durationMs = HOUR_MS) =>
  takeLease(store.control, { name: 'sync', holder, durationMs });
const renew = (store: Store, epoch: number, durationMs = HOUR_MS) =>
  renewLease(store.control, { name: 'sync', durationMs, epoch });

testOnStores('gives a lease to one holder until it runs out, with a higher epoch each time', async (_t, store) => {
  assert.equal(await take(store, 'a'), 1);
  assert.equal(await take(store, 'b'), undefined);
  assert.equal(await take(store, 'a'), undefined);
  assert.deepEqual(await renew(store, 1, 0), []);
  assert.equal(await take(store, 'b'), 2);
  assert.equal(await renew(store, 1), undefined);
  assert.deepEqual(await renew(store, 2), []);
});

testOnStores('renews a lease that ran out while nobody took it', async (_t, store) => {
  assert.equal(await take(store, 'a', 0), 1);
  assert.deepEqual(await renew(store, 1), []);
  assert.equal(await take(store, 'b'), undefined);
});

testOnStores(
  'gives a lease that was given back to the next who asks, and takes it from no successor',
  async (_t, store) => {
    await take(store, 'a');
    await releaseLease(store.control, { name: 'sync', epoch: 1 });
    assert.equal(await take(store, 'b'), 2);
    await releaseLease(store.control, { name: 'sync', epoch: 1 });
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
  assert.equal(await renew(store, 1), undefined);
  const hints = (await renew(store, 2)) ?? [];
  assert.deepEqual(
    hints.toSorted((one, other) => one.connection.localeCompare(other.connection)),
    [
      { connection: '', everything: false },
      { connection: 'lyon', everything: true },
    ]
  );
  assert.deepEqual(await renew(store, 2), []);
});
