import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import { waitUntil } from '../../../tests/servers/wait-until.ts';
import { type AteraSimulator, buildTicket, type Fault } from '../../../tests/simulators/atera/index.ts';
import { systemClock } from '../../src/domain/clock/clock.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { problemOf } from '../../src/store/sources/source-states.ts';
import { createAteraJobs } from '../../src/sync/atera/jobs.ts';
import { testOnStores, withStore } from '../support/store/store.ts';
import { ateraClient, ateraSync, boardIds, stateOf, withAtera } from '../support/upstreams/atera.ts';

const LONG_AGO = Date.parse('2026-02-20T10:00:00Z');
const build = (id: number, TicketStatus: string | null = 'Open') =>
  buildTicket(LONG_AGO, { TicketID: id, TicketStatus });

/** An account of twelve tickets whose first and full reading are done; every further run reconciles. */
async function readAccount(t: TestContext, store: Store) {
  const tickets = [
    ...[1, 2, 3, 4, 5, 6].map((id) => build(id)),
    ...[7, 8].map((id) => build(id, 'Pending')),
    ...[9, 10].map((id) => build(id, 'Planifié')),
    build(11, null),
    build(12, ''),
  ];
  const simulator = await withAtera(t, { tickets });
  const parts = ateraSync(t, store, simulator, { reconcileIntervalMs: 0 });
  await parts.sync.syncNow();
  assert.deepEqual(await boardIds(store), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  simulator.requests.clear();
  return { simulator, ...parts };
}

const askedById = (simulator: AteraSimulator): number[] =>
  simulator.requests.entries
    .map(({ path }) => Number(/\/tickets\/(\d+)$/.exec(path)?.[1]))
    .filter((id) => !Number.isNaN(id))
    .sort((a, b) => a - b);

testOnStores('deleted and merged tickets leave the board once their id confirms it', async (t, store) => {
  const { simulator, sync } = await readAccount(t, store);
  simulator.world.deleteTicket(1);
  simulator.world.deleteTicket(2, { toBin: true });
  simulator.world.mergeTicket(7, 8);
  simulator.world.deleteTicket(9);
  simulator.world.deleteTicket(12);
  assert.equal((await sync.syncNow()).connections[0]?.ok, true);

  assert.deepEqual(await boardIds(store), [3, 4, 5, 6, 8, 10, 11]);
  assert.deepEqual(askedById(simulator), [1, 2, 7, 9, 11, 12]);
  const rows = await store.db
    .selectFrom('tickets')
    .select(['external_id', 'status', 'gone_at'])
    .where('external_id', 'in', [1, 2, 7])
    .orderBy('external_id')
    .execute();
  assert.deepEqual(
    rows.map((row) => [row.external_id, row.status, row.gone_at !== null]),
    [
      [1, 'Open', true],
      [2, 'Deleted', false],
      [7, 'Merged', false],
    ]
  );
});

test('a ticket that was gone and is seen again is back', async (t) => {
  const store = await withStore(t);
  const { simulator, sync } = await readAccount(t, store);
  simulator.world.deleteTicket(3);
  await sync.syncNow();
  assert.ok(!(await boardIds(store)).includes(3));
  simulator.world.addTicket({ TicketID: 3 });
  await sync.syncNow();
  assert.ok((await boardIds(store)).includes(3));
});

const LIES: Record<string, Fault> = {
  'a list that says it is empty': { kind: 'wrong-total', by: -1_000, path: '/api/v3/tickets' },
  'items: null': { kind: 'null-items', path: '/api/v3/tickets' },
  'a web page': { kind: 'html', path: '/api/v3/tickets' },
  'an address that is gone': { kind: 'status', status: 404, path: '/api/v3/tickets' },
};
for (const [name, fault] of Object.entries(LIES)) {
  test(`${name} empties no board`, async (t) => {
    const store = await withStore(t);
    const { simulator, sync } = await readAccount(t, store);
    simulator.faults.set(fault);
    await sync.syncNow();
    assert.equal((await boardIds(store)).length, 12);
    assert.ok(problemOf(await stateOf(store, 'tickets')));
  });
}

test('a list that does not add up is reported until one does', async (t) => {
  const store = await withStore(t);
  const { simulator, sync } = await readAccount(t, store);
  simulator.faults.set({ kind: 'wrong-total', by: 2, path: '/api/v3/tickets', query: { ticketStatus: 'Open' } });
  assert.equal((await sync.syncNow()).connections[0]?.ok, true);
  const state = await stateOf(store, 'tickets');
  assert.deepEqual([state.rows_read, state.rows_announced, state.error], [10, 12, null]);
  assert.match(state.list_error ?? '', /Atera announced 12 active tickets and sent 10/);

  simulator.faults.set();
  await sync.syncNow();
  const after = await stateOf(store, 'tickets');
  assert.deepEqual([after.rows_read, after.rows_announced, after.list_error], [10, 10, null]);
});

test('items without an id are reported and cost no other item', async (t) => {
  const store = await withStore(t);
  const { simulator, sync } = await readAccount(t, store);
  const scope = { path: '/api/v3/tickets', query: { ticketStatus: 'Pending' } };
  simulator.faults.set({ kind: 'null-fields', fields: ['TicketID'], every: 2, ...scope });
  await sync.syncNow();
  const state = await stateOf(store, 'tickets');
  assert.match(state.list_error ?? '', /1 of 10 active tickets carry no usable id \(position \d+, TicketID null\)/);
  assert.equal((await boardIds(store)).length, 12);
});

test('statuses found in the account are read like those of the rules', async (t) => {
  const store = await withStore(t);
  const { simulator, sync } = await readAccount(t, store);
  await sync.syncNow();
  const asked = simulator.requests.entries.flatMap(({ query }) => query['ticketStatus'] ?? []);
  assert.deepEqual(asked.toSorted(), ['Open', 'Pending', 'Planifié']);
});

test('customers that a complete reading does not hold leave the store', async (t) => {
  const store = await withStore(t);
  const simulator = await withAtera(t, {
    customers: [1, 2].map((id) => ({ CustomerID: id, CustomerName: `Client ${id}` })),
  });
  const { sync } = ateraSync(t, store, simulator, { reconcileIntervalMs: 0 });
  await sync.syncNow();
  await store.db
    .insertInto('customers')
    .values({ connection: 'atera', external_id: 99, name: 'x', read_at: new Date(0) })
    .execute();
  await sync.syncNow();
  const rows = await store.db.selectFrom('customers').select('external_id').orderBy('external_id').execute();
  assert.deepEqual(
    rows.map((row) => row.external_id),
    [1, 2]
  );
});

test('a slow list never overwrites what a refresh has read meanwhile', async (t) => {
  const store = await withStore(t);
  const { simulator } = await readAccount(t, store);
  // The list is asked before the change and answers after the refresh that brought it.
  let listAnswered: () => void = () => undefined;
  const refreshed = new Promise<void>((resolve) => {
    listAnswered = resolve;
  });
  const client = ateraClient(t, simulator);
  const slow = createAteraJobs({
    client: {
      ...client,
      ticketsPage: async (request, call) => {
        const page = await client.ticketsPage(request, call);
        await refreshed;
        return page;
      },
    },
    db: store.db,
    rules: DEFAULT_RULES,
    clock: systemClock,
  });
  const quick = createAteraJobs({
    client,
    db: store.db,
    rules: DEFAULT_RULES,
    clock: systemClock,
  });
  const { signal } = new AbortController();
  const reconcile = slow.reconcile(signal);
  const listRequests = () =>
    simulator.requests.count(({ status, path }) => status === 200 && path.endsWith('/tickets'));
  await waitUntil('the lists are read', () => listRequests() >= 3);
  simulator.world.updateTicket(1, { TicketStatus: 'Resolved' });
  simulator.world.updateTicket(2, { TicketTitle: 'Nouveau titre' });
  await quick.refresh(signal);
  listAnswered();
  assert.equal((await reconcile).problem, null);

  const rows = await store.db
    .selectFrom('tickets')
    .select(['status', 'title'])
    .where('external_id', 'in', [1, 2])
    .orderBy('external_id')
    .execute();
  assert.deepEqual(rows, [
    { status: 'Resolved', title: 'Ticket 1' },
    { status: 'Open', title: 'Nouveau titre' },
  ]);
});
