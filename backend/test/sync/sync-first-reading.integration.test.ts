import assert from 'node:assert/strict';
import { test } from 'node:test';

import { buildTicket } from '../../../tests/simulators/atera/index.ts';
import { fixedClock } from '../../src/domain/clock/clock.ts';
import { testOnStores, withStore } from '../support/store/store.ts';
import { ateraSync, boardIds, stateOf, withAtera } from '../support/upstreams/atera.ts';
import { TEST_KEY } from '../support/upstreams/upstream.ts';

const NOW = new Date('2026-03-02T10:00:00Z');
const generate = { seed: 3, now: NOW, activeTickets: 260, doneTickets: 180, openAlerts: 70 };
const now = () => NOW;
const ids = (items: readonly { TicketID: number }[]): number[] =>
  items.map(({ TicketID }) => TicketID).sort((a, b) => a - b);

testOnStores('a first reading brings the whole account', async (t, store) => {
  const simulator = await withAtera(t, { generate, now });
  const { sync } = ateraSync(t, store, simulator, { clock: fixedClock(NOW) });
  const report = await sync.syncNow();
  assert.deepEqual(
    report.connections.map(({ connection, ok, error }) => ({ connection, ok, error })),
    [{ connection: 'atera', ok: true, error: null }]
  );

  assert.deepEqual(await boardIds(store), ids(simulator.world.activeTickets()));
  const stored = await store.db.selectFrom('tickets').select('external_id').orderBy('external_id').execute();
  assert.deepEqual(
    stored.map((row) => row.external_id),
    ids(simulator.world.tickets())
  );
  const alerts = await store.db.selectFrom('alerts').select('external_id').orderBy('external_id', 'desc').execute();
  assert.deepEqual(
    alerts.map((row) => row.external_id),
    simulator.world.alerts('Open').map(({ AlertID }) => AlertID)
  );
  const customers = await store.db.selectFrom('customers').select('name').orderBy('external_id').execute();
  assert.deepEqual(
    customers.map((row) => row.name),
    simulator.world.customers().map(({ CustomerName }) => CustomerName)
  );

  const state = await stateOf(store, 'tickets');
  assert.deepEqual([state.read_at, state.reconciled_at, state.full_read_at], [NOW, NOW, NOW]);
  assert.deepEqual([state.error, state.error_code, state.watermark], [null, null, NOW]);
  assert.equal(state.rows_read, state.rows_announced);
});

test('nothing personal of end users and no comment text gets into the store', async (t) => {
  const store = await withStore(t);
  const personal = {
    EndUserEmail: 'private-mail@client.invalid',
    EndUserFirstName: 'private-first',
    EndUserLastName: 'private-last',
    EndUserPhone: 'private-phone',
    FirstComment: 'private-comment',
    LastEndUserComment: 'private-comment',
    LastTechnicianComment: 'private-comment',
  };
  const tickets = [buildTicket(NOW.getTime(), { TicketID: 1, ...personal })];
  const simulator = await withAtera(t, { tickets, now });
  const { sync, log } = ateraSync(t, store, simulator);
  await sync.syncNow();
  const rows = await store.db.selectFrom('tickets').selectAll().execute();
  assert.equal(rows.length, 1);
  assert.doesNotMatch(JSON.stringify(rows) + log.text(), /private/);
});

test('the board comes first: active statuses, then alerts, then the rest', async (t) => {
  const store = await withStore(t);
  const simulator = await withAtera(t, { generate, now });
  await ateraSync(t, store, simulator).sync.syncNow();
  const order = simulator.requests.entries.map(({ path, query }) =>
    path.endsWith('/tickets') && query['ticketStatus'] === undefined ? 'all tickets' : path.split('/').at(-1)
  );
  const firsts = ['tickets', 'alerts', 'customers', 'all tickets'].map((what) => order.indexOf(what));
  assert.deepEqual(
    firsts.toSorted((a, b) => a - b),
    firsts
  );
  assert.ok(order.lastIndexOf('tickets') < order.indexOf('alerts'));
});

test('the reading of everything else resumes where it was interrupted, by another process too', async (t) => {
  const store = await withStore(t);
  const simulator = await withAtera(t, { generate: { ...generate, activeTickets: 60, doneTickets: 900 }, now });
  simulator.faults.set({ kind: 'status', status: 403, path: '/api/v3/tickets', query: { page: '17' } });
  const first = ateraSync(t, store, simulator);
  assert.equal((await first.sync.syncNow()).connections[0]?.error?.code, 'forbidden');
  await first.sync.stop();
  const interrupted = await stateOf(store, 'tickets');
  assert.deepEqual([interrupted.full_read_page, interrupted.full_read_at], [9, null]);

  simulator.faults.set();
  simulator.requests.clear();
  const report = await ateraSync(t, store, simulator).sync.syncNow();
  assert.equal(report.connections[0]?.ok, true);
  const pages = simulator.requests.entries
    .filter(({ path, query }) => path.endsWith('/tickets') && query['ticketStatus'] === undefined)
    .map(({ query }) => Number(query['page']));
  assert.equal(Math.min(...pages), 9);
  assert.ok((await stateOf(store, 'tickets')).full_read_at);
  const { count } = await store.db
    .selectFrom('tickets')
    .select((select) => select.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  assert.equal(Number(count), 960);
});

test('tickets that are deleted while everything is read let none slip', async (t) => {
  const store = await withStore(t);
  const simulator = await withAtera(t, { generate: { ...generate, activeTickets: 10, doneTickets: 600 }, now });
  let answers = 0;
  const { sync } = ateraSync(t, store, simulator, {
    clientOptions: {
      onRequest: ({ operation }) => {
        answers += operation === 'tickets' ? 1 : 0;
        if (answers === 7) {
          simulator.world
            .tickets()
            .slice(0, 3)
            .forEach(({ TicketID }) => simulator.world.deleteTicket(TicketID));
        }
      },
    },
  });
  assert.equal((await sync.syncNow()).connections[0]?.ok, true);
  const rows = await store.db.selectFrom('tickets').select('external_id').execute();
  const stored = new Set(rows.map((row) => row.external_id));
  assert.deepEqual(
    simulator.world.tickets().filter(({ TicketID }) => !stored.has(TicketID)),
    []
  );
});

test('an active list that moves between two pages loses nothing', async (t) => {
  const store = await withStore(t);
  const simulator = await withAtera(t, { generate, now });
  const open = simulator.world.ticketsWithStatus('Open').map(({ TicketID }) => TicketID);
  simulator.faults.set({ kind: 'status', status: 403, path: '/api/v3/alerts' });
  let answers = 0;
  const { sync } = ateraSync(t, store, simulator, {
    clientOptions: {
      maxConcurrent: 3,
      onRequest: () => {
        answers += 1;
        if (answers === 4) {
          simulator.world.updateTicket(open[1] ?? 0, { TicketStatus: 'Resolved' });
          simulator.world.deleteTicket(open[2] ?? 0);
        }
      },
    },
  });
  await sync.syncNow();
  await sync.syncNow();
  const board = new Set(await boardIds(store));
  assert.deepEqual(
    simulator.world.activeTickets().filter(({ TicketID }) => !board.has(TicketID)),
    []
  );
});

test('odd data fails nothing: unknown statuses, impacts and priorities, null and missing fields', async (t) => {
  const store = await withStore(t);
  const simulator = await withAtera(t, { generate: { ...generate, oddShare: 1, customStatusShare: 0.5 }, now });
  const { sync, log } = ateraSync(t, store, simulator);
  assert.equal((await sync.syncNow()).connections[0]?.ok, true);
  assert.deepEqual(await boardIds(store), ids(simulator.world.activeTickets()));
  assert.doesNotMatch(log.text(), new RegExp(TEST_KEY));
});
