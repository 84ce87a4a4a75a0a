import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import {
  type AteraSimulatorOptions,
  buildAlert,
  buildTicket,
  type Fault,
} from '../../../tests/simulators/atera/index.ts';
import { SYSTEM_ACCESS } from '../../src/domain/access/system-access.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { readSources } from '../../src/store/sources/source-states.ts';
import { testOnStores, withStore } from '../support/store/store.ts';
import { ateraSync, type AteraSyncOptions, boardIds, stateOf, withAtera } from '../support/upstreams/atera.ts';
import { TEST_KEY } from '../support/upstreams/upstream.ts';

/** Atera's clock, which a test moves on. Our own is somewhere else entirely: only Atera's may count. */
function movingClock(start = '2026-03-02T10:00:00Z') {
  let instant = Date.parse(start);
  return {
    now: () => new Date(instant),
    pass: (minutes: number) => {
      instant += minutes * 60_000;
    },
  };
}

const LONG_AGO = Date.parse('2026-02-20T10:00:00Z');
const tickets = Array.from({ length: 8 }, (_, index) => buildTicket(LONG_AGO, { TicketID: index + 1 }));
const alerts = (count: number) =>
  Array.from({ length: count }, (_, index) => buildAlert(LONG_AGO, { AlertID: index + 1 }));

/** An account whose first reading is done. */
async function readAccount(
  t: TestContext,
  store: Store,
  options: AteraSimulatorOptions = {},
  syncOptions: AteraSyncOptions = {}
) {
  const clock = movingClock();
  const simulator = await withAtera(t, { tickets, alerts: alerts(3), now: clock.now, ...options });
  const parts = ateraSync(t, store, simulator, syncOptions);
  assert.equal((await parts.sync.syncNow()).connections[0]?.ok, true);
  simulator.requests.clear();
  return { clock, simulator, ...parts };
}

const ticketRow = (store: Store, id: number) =>
  store.db.selectFrom('tickets').selectAll().where('external_id', '=', id).executeTakeFirstOrThrow();
const alertIds = async (store: Store): Promise<number[]> =>
  (await store.db.selectFrom('alerts').select('external_id').orderBy('external_id').execute()).map(
    (row) => row.external_id
  );

for (const { openAlerts, requests } of [
  { openAlerts: 0, requests: 2 },
  { openAlerts: 50, requests: 2 },
  { openAlerts: 330, requests: 3 },
]) {
  test(`a refresh when nothing changed costs ${requests} requests with ${openAlerts} open alerts`, async (t) => {
    const store = await withStore(t);
    const { sync, simulator, clock } = await readAccount(t, store, { alerts: alerts(openAlerts) });
    for (let refresh = 1; refresh <= 3; refresh += 1) {
      clock.pass(0.5);
      await sync.syncNow();
      assert.equal(simulator.requests.count(), refresh * requests);
    }
    const restarted = ateraSync(t, store, simulator);
    await sync.stop();
    simulator.requests.clear();
    await restarted.sync.syncNow();
    assert.equal(simulator.requests.count(), requests);
  });
}

testOnStores('a refresh brings what changed', async (t, store) => {
  const { sync, simulator, clock } = await readAccount(t, store);
  clock.pass(60);
  simulator.world.commentAsTechnician(1);
  simulator.world.updateTicket(2, { TicketStatus: 'Resolved' });
  simulator.world.updateTicket(3, { TicketStatus: 'Escaladé', TicketPriority: 'Critical' });
  const { TicketID } = simulator.world.addTicket({ TicketStatus: 'Pending' });
  simulator.world.resolveAlert(2);
  const { AlertID } = simulator.world.addAlert();
  await sync.syncNow();

  assert.deepEqual((await ticketRow(store, 1)).first_comment_at, clock.now());
  assert.equal((await ticketRow(store, 2)).status_class, 'done');
  const escalated = await ticketRow(store, 3);
  assert.deepEqual([escalated.status_class, escalated.priority_class], ['open', 'critical']);
  assert.equal((await ticketRow(store, TicketID)).status_class, 'pending');
  assert.deepEqual(await alertIds(store), [1, 3, AlertID]);
  assert.deepEqual((await stateOf(store, 'tickets')).watermark, clock.now());
});

test('the first and the last page of alerts tell when the whole list must be read', async (t) => {
  const store = await withStore(t);
  const { sync, simulator } = await readAccount(t, store, { alerts: alerts(160) });
  await sync.syncNow();
  simulator.world.resolveAlert(80);
  simulator.world.addAlert({ AlertID: 500 });
  await sync.syncNow();
  const stored = await alertIds(store);
  assert.equal(stored.length, 160);
  assert.ok(stored.includes(500) && !stored.includes(80));
});

test('a comment date that an answer leaves out stays known', async (t) => {
  const store = await withStore(t);
  const { sync, simulator, clock } = await readAccount(t, store);
  clock.pass(60);
  simulator.world.commentAsTechnician(1);
  const commentedAt = clock.now();
  await sync.syncNow();
  clock.pass(60);
  const fields = ['TechnicianFirstCommentDate', 'LastTechnicianCommentTimestamp'];
  simulator.faults.set({ kind: 'missing-fields', fields });
  simulator.world.updateTicket(1, { TicketTitle: 'Nouveau titre' });
  await sync.syncNow();
  const row = await ticketRow(store, 1);
  assert.deepEqual(
    [row.title, row.first_comment_at, row.last_technician_comment_at],
    ['Nouveau titre', commentedAt, commentedAt]
  );
});

test("changes are asked for by Atera's clock, five minutes back", async (t) => {
  const store = await withStore(t);
  const { sync, simulator, clock } = await readAccount(t, store);
  const before = clock.now();
  clock.pass(1);
  await sync.syncNow();
  const asked = simulator.requests.entries.find(({ path }) => path.endsWith('lastmodified'));
  assert.equal(asked?.query['date'], new Date(before.getTime() - 5 * 60_000).toISOString());
  assert.equal(asked.query['includeComments'], 'true');
});

const OUTAGES: Record<string, { fault: Fault; code: string }> = {
  'failing server': { fault: { kind: 'status', status: 500 }, code: 'unavailable' },
  'dead key': { fault: { kind: 'key-revoked' }, code: 'unauthorized' },
  'rate limit': { fault: { kind: 'status', status: 429 }, code: 'rate_limited' },
  'web pages': { fault: { kind: 'html' }, code: 'invalid_answer' },
  'cut answers': { fault: { kind: 'cut-json' }, code: 'invalid_answer' },
  'connections reset': { fault: { kind: 'reset' }, code: 'unavailable' },
};
for (const [name, { fault, code }] of Object.entries(OUTAGES)) {
  test(`outage (${name}): data and its age stay, the state says why, and recovery loses no change`, async (t) => {
    const store = await withStore(t);
    const { sync, simulator, clock, log } = await readAccount(t, store);
    const before = await stateOf(store, 'tickets');
    const board = await boardIds(store);

    simulator.faults.set(fault);
    for (let refresh = 0; refresh < 3; refresh += 1) {
      clock.pass(30);
      simulator.world.addTicket({ TicketID: 100 + refresh });
      const report = await sync.syncNow();
      assert.equal(report.connections[0]?.error?.code, code);
    }
    for (const resource of ['tickets', 'alerts'] as const) {
      const state = await stateOf(store, resource);
      assert.equal(state.error_code, code);
      assert.match(state.error ?? '', /^Atera /);
      assert.ok((state.attempted_at ?? 0) > (state.read_at ?? 0));
    }
    const during = await stateOf(store, 'tickets');
    assert.deepEqual([during.read_at, during.watermark], [before.read_at, before.watermark]);
    assert.deepEqual(await boardIds(store), board);

    simulator.faults.set();
    clock.pass(30);
    assert.equal((await sync.syncNow()).connections[0]?.ok, true);
    assert.deepEqual(await boardIds(store), [...board, 100, 101, 102]);
    for (const resource of ['tickets', 'alerts'] as const) {
      const after = await stateOf(store, resource);
      assert.deepEqual([after.error, after.error_code], [null, null]);
    }
    const states = await store.db.selectFrom('source_states').selectAll().execute();
    assert.doesNotMatch(JSON.stringify([states, during]) + log.text(), new RegExp(TEST_KEY));
    assert.equal(log.text().match(/"level":40/g)?.length, 1, 'an outage is logged once');
  });
}

test('a dead key is tried once a refresh', async (t) => {
  const store = await withStore(t);
  const { sync, simulator } = await readAccount(t, store, {}, { reconcileIntervalMs: 0 });
  simulator.faults.set({ kind: 'key-revoked' });
  await sync.syncNow();
  await sync.syncNow();
  assert.equal(simulator.requests.count(), 2);
});

test('a key without the right to alerts still keeps the tickets fresh', async (t) => {
  const store = await withStore(t);
  const { sync, simulator, clock } = await readAccount(t, store);
  simulator.faults.set({ kind: 'status', status: 403, path: '/api/v3/alerts' });
  clock.pass(60);
  simulator.world.addTicket({ TicketID: 100 });
  const report = await sync.syncNow();
  assert.equal(report.connections[0]?.error?.code, 'forbidden');
  assert.ok((await boardIds(store)).includes(100));
  assert.equal((await stateOf(store, 'tickets')).error_code, null);
  assert.equal((await stateOf(store, 'alerts')).error_code, 'forbidden');
  assert.deepEqual(await alertIds(store), [1, 2, 3]);
});

test('the mark stays where it was while changes do not add up', async (t) => {
  const store = await withStore(t);
  const { sync, simulator, clock } = await readAccount(t, store);
  const { watermark } = await stateOf(store, 'tickets');
  clock.pass(30);
  simulator.faults.set({ kind: 'wrong-total', by: 2, path: '/api/v3/tickets/lastmodified' });
  await sync.syncNow();
  const state = await stateOf(store, 'tickets');
  assert.deepEqual([state.watermark, state.error_code], [watermark, 'changes_incomplete']);
});

test('changes that did not add up are over with the next reading of them that does', async (t) => {
  const store = await withStore(t);
  const { sync, simulator, clock } = await readAccount(t, store);
  simulator.faults.set({ kind: 'wrong-total', by: 2, path: '/api/v3/tickets/lastmodified' });
  clock.pass(30);
  await sync.syncNow();
  simulator.faults.clear();
  clock.pass(30);
  await sync.syncNow();
  const { error, error_code } = await stateOf(store, 'tickets');
  assert.deepEqual([error, error_code], [null, null]);
});

test('a whole list that did not add up stays said while only changes are read, whether they add up or not', async (t) => {
  const store = await withStore(t);
  const { sync, simulator, clock } = await readAccount(t, store);
  simulator.faults.set({ kind: 'wrong-total', by: 2, path: '/api/v3/tickets' });
  await sync.syncNow({ full: true });
  const { list_error } = await stateOf(store, 'tickets');
  assert.match(list_error ?? '', /Atera announced/);
  simulator.faults.set({ kind: 'wrong-total', by: 3, path: '/api/v3/tickets/lastmodified' });
  for (let times = 0; times < 2; times += 1) {
    clock.pass(30);
    await sync.syncNow();
    const state = await stateOf(store, 'tickets');
    assert.equal(state.list_error, list_error);
    simulator.faults.clear();
  }
});

test('a whole list that did not add up stays said after an outage, until one does', async (t) => {
  const store = await withStore(t);
  const { sync, simulator, clock } = await readAccount(t, store);
  simulator.faults.set({ kind: 'wrong-total', by: 2, path: '/api/v3/tickets' });
  await sync.syncNow({ full: true });
  const { list_error } = await stateOf(store, 'tickets');
  assert.match(list_error ?? '', /Atera announced/);
  const told = async () => (await readSources(store.db, DEFAULT_RULES, SYSTEM_ACCESS, new Date()))[0];

  simulator.faults.set({ kind: 'status', status: 500 });
  clock.pass(30);
  await sync.syncNow();
  assert.equal((await told())?.errorCode, 'unavailable');
  simulator.faults.clear();
  clock.pass(30);
  await sync.syncNow();
  assert.deepEqual([(await told())?.error, (await told())?.errorCode], [list_error, 'incomplete']);
  await sync.syncNow({ full: true });
  assert.deepEqual([(await told())?.error, (await told())?.errorCode], [null, null]);
});
