import assert from 'node:assert/strict';

import { buildAlert, buildTicket } from '../../../tests/simulators/atera/index.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { rowsOf } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';
import { ateraSync, withAtera } from '../support/upstreams/atera.ts';

const BASE = Date.parse('2026-03-02T08:00:00Z');
/** By id; ids contradict the order of creation on purpose. */
const CREATED: Readonly<Record<number, string>> = {
  1: '2026-03-02T08:00:00.1239999Z',
  2: '2026-03-02T08:00:00.1230001',
  3: '2026-03-02T08:00:00.123',
  4: '2026-03-02T09:00:00.1230001+01:00',
  5: '2026-03-02T08:00:00.1229999Z',
  6: '2026-03-02T08:00:00Z',
};
const NEWEST_FIRST = ['1', '4', '2', '3', '5', '6'];
const entries = Object.entries(CREATED).map(([id, created]) => ({ id: Number(id), created }));

const idsOf = async (store: Store, dataset: string, params: Record<string, unknown> = {}) =>
  (await rowsOf(store, dataset, params)).map((row) => row['id']);

testOnStores('newest lists order what Atera dates within one millisecond, ties by id', async (t, store) => {
  const simulator = await withAtera(t, {
    tickets: entries.map(({ id, created }) => buildTicket(BASE, { TicketID: id, TicketCreatedDate: created })),
    alerts: entries.map(({ id, created }) => buildAlert(BASE, { AlertID: id, Created: created })),
  });
  const { sync } = ateraSync(t, store, simulator);
  assert.equal((await sync.syncNow()).connections[0]?.ok, true);

  assert.deepEqual(await idsOf(store, 'tickets.list'), NEWEST_FIRST);
  assert.deepEqual(await idsOf(store, 'tickets.list', { limit: 2 }), NEWEST_FIRST.slice(0, 2));
  assert.deepEqual(await idsOf(store, 'tickets.latest', { class: 'open', limit: 4 }), NEWEST_FIRST.slice(0, 4));
  assert.deepEqual(await idsOf(store, 'alerts.latest', { limit: 4 }), NEWEST_FIRST.slice(0, 4));
  const [newest] = await rowsOf(store, 'tickets.list');
  assert.deepEqual(newest?.['created'], new Date('2026-03-02T08:00:00.123Z'));
});

testOnStores(
  'rows that were stored without the exact instant keep their order and get it when read again',
  async (t, store) => {
    const simulator = await withAtera(t, {
      tickets: entries.map(({ id, created }) => buildTicket(BASE, { TicketID: id, TicketCreatedDate: created })),
    });
    const { sync } = ateraSync(t, store, simulator, { reconcileIntervalMs: 0 });
    await sync.syncNow();
    await store.db.updateTable('tickets').set({ created_ns: 0 }).execute();
    assert.deepEqual(await idsOf(store, 'tickets.list'), ['4', '3', '2', '1', '5', '6']);
    await sync.syncNow();
    assert.deepEqual(await idsOf(store, 'tickets.list'), NEWEST_FIRST);
  }
);
