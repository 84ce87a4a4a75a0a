import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import { waitUntil } from '../../../tests/servers/wait-until.ts';
import { type AteraSimulator, buildTicket } from '../../../tests/simulators/atera/index.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { testOnStores, withStore } from '../support/store/store.ts';
import { ateraSync, type AteraSyncOptions, boardIds, withAtera } from '../support/upstreams/atera.ts';

const LONG_AGO = Date.parse('2026-02-20T10:00:00Z');
const tickets = [1, 2, 3].map((id) => buildTicket(LONG_AGO, { TicketID: id }));

/** A synchronisation whose requests can be awaited. */
async function observed(t: TestContext, store: Store, simulator: AteraSimulator, options: AteraSyncOptions = {}) {
  let count = 0;
  const parts = ateraSync(t, store, simulator, {
    syncIntervalMs: 5,
    ...options,
    clientOptions: {
      onRequest: () => {
        count += 1;
      },
    },
  });
  return {
    ...parts,
    count: () => count,
    untilRequests: (wanted: number) => waitUntil(`requests: ${wanted}`, () => count >= wanted),
  };
}

test('started, it reads at once and again at every interval, and stops for good', async (t) => {
  const store = await withStore(t);
  const simulator = await withAtera(t, { tickets });
  const { sync, untilRequests } = await observed(t, store, simulator);
  sync.start();
  await untilRequests(20);
  await sync.stop();
  assert.deepEqual(await boardIds(store), [1, 2, 3]);
  const states = await store.db.selectFrom('source_states').select(['resource', 'rows_read', 'read_at']).execute();
  assert.deepEqual(
    states
      .filter(({ resource }) => resource === 'tickets')
      .map(({ rows_read, read_at }) => [rows_read, read_at !== null]),
    [[3, true]]
  );
  const refreshes = simulator.requests.count(({ path }) => path.endsWith('lastmodified'));
  assert.ok(refreshes >= 3, String(refreshes));
  const stopped = simulator.requests.count();
  assert.deepEqual(await sync.syncNow(), { leader: false, connections: [] });
  assert.equal(simulator.requests.count(), stopped);
});

test('a run that is still under way is not started twice', async (t) => {
  const store = await withStore(t);
  const simulator = await withAtera(t, { tickets });
  const { sync, untilRequests, count } = await observed(t, store, simulator);
  await sync.syncNow();
  simulator.requests.clear();
  simulator.faults.set({ kind: 'slow', delayMs: 60 });
  const before = count();
  sync.start();
  await untilRequests(before + 4);
  await sync.stop();
  assert.equal(simulator.requests.maxConcurrent(), 1);
});

test('stop does not wait for an answer that never comes', { timeout: 20_000 }, async (t) => {
  const store = await withStore(t);
  const simulator = await withAtera(t, { tickets });
  simulator.faults.set({ kind: 'hang' });
  const { sync } = ateraSync(t, store, simulator, { clientOptions: { resilience: { attemptTimeoutMs: 60_000 } } });
  const run = sync.syncNow();
  await waitUntil('a request', () => simulator.requests.count() > 0);
  await sync.stop();
  assert.equal((await run).connections[0]?.error?.code, 'aborted');
});

test('callers that ask while a run is under way share the next one', async (t) => {
  const store = await withStore(t);
  const simulator = await withAtera(t, { tickets });
  const { sync } = ateraSync(t, store, simulator);
  await sync.syncNow();
  simulator.requests.clear();
  const reports = await Promise.all([sync.syncNow(), sync.syncNow(), sync.syncNow()]);
  assert.ok(reports.every(({ connections }) => connections[0]?.ok));
  assert.equal(
    simulator.requests.count(({ path }) => path.endsWith('lastmodified')),
    2
  );
});

test('asked for everything, it reconciles and reads the whole account again', async (t) => {
  const store = await withStore(t);
  const simulator = await withAtera(t, { tickets });
  const { sync } = ateraSync(t, store, simulator);
  await sync.syncNow();
  simulator.world.deleteTicket(2);
  simulator.requests.clear();
  assert.equal((await sync.syncNow({ full: true })).connections[0]?.ok, true);
  assert.deepEqual(await boardIds(store), [1, 3]);
  const whole = simulator.requests.count(({ path, query }) => path.endsWith('/tickets') && !query['ticketStatus']);
  assert.equal(whole, 1);
});

testOnStores('of two backends on one store one reads; the other takes over when it stops', async (t, store) => {
  const simulator = await withAtera(t, { tickets });
  const leader = await observed(t, store, simulator);
  const other = await observed(t, store, simulator);
  leader.sync.start();
  await leader.untilRequests(1);
  other.sync.start();
  assert.deepEqual(await other.sync.syncNow(), { leader: false, connections: [] });
  await leader.untilRequests(20);
  assert.equal(other.count(), 0);

  await leader.sync.stop();
  const stopped = leader.count();
  await other.untilRequests(5);
  assert.equal(leader.count(), stopped);
  await other.sync.stop();
});

testOnStores('who loses the lease stops reading at once', async (t, store) => {
  const simulator = await withAtera(t, { tickets });
  simulator.faults.set({ kind: 'hang' });
  const { sync } = ateraSync(t, store, simulator, {
    leaseMs: 3_000,
    clientOptions: { resilience: { attemptTimeoutMs: 60_000 } },
  });
  const run = sync.syncNow();
  await waitUntil('a request', () => simulator.requests.count() > 0);
  const expires = new Date(Date.now() + 8_000);
  await store.db
    .updateTable('leases')
    .set(({ eb }) => ({ holder: 'another backend', expires_at: expires, epoch: eb('epoch', '+', 1) }))
    .execute();
  const report = await run;
  assert.equal(report.connections[0]?.error?.code, 'aborted');
  assert.equal((await sync.syncNow()).leader, false);
});

testOnStores('a reading asked for at a backend that does not lead is made by the one that does', async (t, store) => {
  const simulator = await withAtera(t, { tickets });
  const timing = { syncIntervalMs: 3_600_000, leaseMs: 3_000, hintIntervalMs: 10 };
  const leader = await observed(t, store, simulator, timing);
  const other = await observed(t, store, simulator, timing);
  leader.sync.start();
  await leader.untilRequests(1);
  other.sync.start();
  const refreshes = () => simulator.requests.count(({ path }) => path.endsWith('lastmodified'));
  const untilRefreshes = (wanted: number) => waitUntil(`refreshes: ${wanted}`, () => refreshes() >= wanted);

  other.sync.hint('atera');
  await untilRefreshes(1);
  assert.deepEqual(await other.sync.syncNow(), { leader: false, connections: [] });
  await untilRefreshes(2);
  simulator.world.deleteTicket(2);
  assert.deepEqual(await other.sync.syncNow({ full: true, connections: ['atera'] }), {
    leader: false,
    connections: [],
  });
  await waitUntil('the deleted ticket is gone', async () => (await boardIds(store)).length <= 2);
  assert.equal(other.count(), 0);
  assert.deepEqual(await store.db.selectFrom('sync_hints').selectAll().execute(), []);
});
