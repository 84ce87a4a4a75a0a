import assert from 'node:assert/strict';
import { test } from 'node:test';

import { type AteraSimulator, buildTicket, type Fault } from '../../../tests/simulators/atera/index.ts';
import { noticesOf } from '../../src/datasets/notices/notices.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { sourceStatuses } from '../../src/store/sources/source-states.ts';
import { testOnStores, withStore } from '../support/store/store.ts';
import { ateraSync, stateOf, withAtera } from '../support/upstreams/atera.ts';

const LONG_AGO = Date.parse('2026-02-20T10:00:00Z');
const ALL = '/api/v3/tickets';
/** One in five is active, in statuses of which one is the account's own. */
const account = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    buildTicket(LONG_AGO, {
      TicketID: index + 1,
      TicketStatus: ['Open', 'Planifié', 'Closed', 'Closed', 'Closed'][index % 5] ?? null,
    })
  );

async function missingIds(store: Store, simulator: AteraSimulator): Promise<number[]> {
  const rows = await store.db.selectFrom('tickets').select('external_id').execute();
  const stored = new Set(rows.map((row) => row.external_id));
  return simulator.world.tickets().flatMap(({ TicketID }) => (stored.has(TicketID) ? [] : [TicketID]));
}

const deleteFirst = (simulator: AteraSimulator, count: number): void =>
  simulator.world
    .tickets()
    .slice(0, count)
    .forEach(({ TicketID }) => simulator.world.deleteTicket(TicketID));

async function noticesFor(store: Store): Promise<string[]> {
  const states = [await stateOf(store, 'tickets')];
  const surroundings = { rules: DEFAULT_RULES, now: new Date(), fixedClock: false };
  return noticesOf(states, 'tickets', surroundings).map(({ severity, text }) => `${severity}: ${text.en}`);
}

testOnStores(
  'a reading killed at page 37 misses nothing when 300 tickets in front vanish meanwhile',
  async (t, store) => {
    const simulator = await withAtera(t, { tickets: account(3_000) });
    simulator.faults.set({ kind: 'status', status: 403, path: ALL, query: { page: '37' } });
    const first = ateraSync(t, store, simulator);
    assert.equal((await first.sync.syncNow()).connections[0]?.error?.code, 'forbidden');
    await first.sync.stop();
    assert.equal((await stateOf(store, 'tickets')).full_read_at, null);

    deleteFirst(simulator, 300);
    simulator.faults.set();
    const { sync } = ateraSync(t, store, simulator);
    assert.equal((await sync.syncNow()).connections[0]?.ok, true);
    assert.deepEqual(await missingIds(store, simulator), []);
    const state = await stateOf(store, 'tickets');
    assert.deepEqual(
      [state.full_read_announced, state.full_read_rows, state.full_read_missing, state.full_read_error],
      [2_700, 2_700, 0, null]
    );
    assert.ok(state.full_read_at);
  }
);

for (const [name, move] of Object.entries({
  'tickets leave from the front': (simulator: AteraSimulator) => deleteFirst(simulator, 1),
  'tickets leave from the front while others come': (simulator: AteraSimulator) => {
    deleteFirst(simulator, 1);
    simulator.world.addTicket();
  },
  'tickets leave from the middle': (simulator: AteraSimulator) => {
    const all = simulator.world.tickets();
    simulator.world.deleteTicket(all[Math.floor(all.length / 3)]?.TicketID ?? 0);
  },
})) {
  test(`a reading misses nothing while ${name}`, async (t) => {
    const store = await withStore(t);
    const simulator = await withAtera(t, { tickets: account(1_500) });
    let answers = 0;
    const { sync } = ateraSync(t, store, simulator, {
      clientOptions: {
        onRequest: ({ operation }) => {
          answers += operation === 'tickets' ? 1 : 0;
          if (operation === 'tickets' && answers % 6 === 0 && answers < 120) {
            move(simulator);
          }
        },
      },
    });
    for (let run = 0; run < 5 && !(await stateOf(store, 'tickets').catch(() => undefined))?.full_read_at; run += 1) {
      await sync.syncNow({ full: run > 0 });
    }
    await sync.syncNow();
    assert.ok((await stateOf(store, 'tickets')).full_read_at);
    assert.deepEqual(await missingIds(store, simulator), []);
  });
}

const LIES: Record<string, { fault: Fault; notice: RegExp }> = {
  'a total of 120 with 50 tickets behind it': {
    fault: { kind: 'wrong-total', by: 70, path: ALL, query: { itemsInPage: '50' } },
    notice: /^warning: 70 of the 120 items that "atera" announces are missing/,
  },
  'a total that is absurd': {
    fault: { kind: 'wrong-total', by: 1_000_000_000, path: ALL },
    notice: /^warning: 1000000000 of the 1000000050 items/,
  },
};
for (const [name, { fault, notice }] of Object.entries(LIES)) {
  test(`${name} is said on the board until it is resolved, whatever is reconciled meanwhile`, async (t) => {
    const store = await withStore(t);
    const simulator = await withAtera(t, { tickets: account(50) });
    simulator.faults.set(fault);
    const { sync } = ateraSync(t, store, simulator, { reconcileIntervalMs: 0 });
    const report = await sync.syncNow();
    assert.deepEqual([report.connections[0]?.ok, report.connections[0]?.error?.code], [false, 'incomplete']);
    assert.ok(simulator.requests.count() < 150, String(simulator.requests.count()));

    simulator.faults.set();
    await sync.syncNow();
    assert.match((await noticesFor(store)).join(), notice);
    const [status] = sourceStatuses([await stateOf(store, 'tickets')], DEFAULT_RULES, new Date());
    assert.match(status?.error ?? '', /never came/);
    assert.equal(status?.fullReadDone, false);
    assert.notEqual(status?.rowsRead, status?.rowsAnnounced);

    assert.equal((await sync.syncNow({ full: true })).connections[0]?.ok, true);
    assert.deepEqual(await noticesFor(store), []);
    assert.deepEqual(await missingIds(store, simulator), []);
  });
}

test('a total that announces too few tickets hides none', async (t) => {
  const store = await withStore(t);
  const simulator = await withAtera(t, { tickets: account(330) });
  simulator.faults.set({ kind: 'wrong-total', by: -180, path: ALL });
  await ateraSync(t, store, simulator).sync.syncNow();
  assert.deepEqual(await missingIds(store, simulator), []);
});

test('tickets without id are left out and said, and the reading is whole', async (t) => {
  const store = await withStore(t);
  const simulator = await withAtera(t, { tickets: account(120) });
  simulator.faults.set({ kind: 'null-fields', fields: ['TicketID'], every: 50, path: ALL, query: { page: '2' } });
  await ateraSync(t, store, simulator).sync.syncNow();
  const state = await stateOf(store, 'tickets');
  assert.match(state.full_read_error ?? '', /^1 tickets carry no usable id \(position \d+, TicketID null\)/);
  assert.ok(state.full_read_at);
  assert.equal((await missingIds(store, simulator)).length, 1);
});

test('the progress of a first reading is that of the account, not of the statuses known so far', async (t) => {
  const store = await withStore(t);
  const simulator = await withAtera(t, { tickets: account(1_000) });
  simulator.faults.set({ kind: 'status', status: 403, path: ALL, query: { page: '17' } });
  await ateraSync(t, store, simulator).sync.syncNow();
  const [status] = sourceStatuses([await stateOf(store, 'tickets')], DEFAULT_RULES, new Date());
  assert.deepEqual([status?.rowsRead, status?.rowsAnnounced], [450, 1_000]);
});
