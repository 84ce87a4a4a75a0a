import assert from 'node:assert/strict';

import type { Store } from '../../src/store/driver/database.ts';
import { ago, insertTickets, NOW, rowsOf } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';

async function idsOf(store: Store, params: Record<string, unknown>): Promise<unknown[]> {
  return (await rowsOf(store, 'tickets.list', params)).map((row) => row['id']);
}

testOnStores('list: a row has all its columns; age is whole seconds, empty without a date', async (_t, store) => {
  await insertTickets(store, [
    {
      external_id: 2,
      connection: 'lyon',
      status: 'En attente &amp; bloqu&eacute;',
      impact: 'SiteDown',
      priority: 'High',
      technician_id: 5,
      technician_name: 'Zo&eacute; Martin',
      created_at: ago(90.7),
    },
    { external_id: 1, created_at: null, status: null },
    { external_id: 3, created_at: ago(-20) },
  ]);
  const rows = await rowsOf(store, 'tickets.list');
  assert.deepEqual(rows[1], {
    source: 'lyon',
    id: '2',
    title: 'Ticket 2',
    client: 'Dupont SA',
    queue: 'support',
    queue_title: 'SUPPORT',
    class: 'open',
    status: 'En attente & bloqué',
    priority: 'Haute',
    impact: 'Majeur',
    technician: 'Zoé Martin',
    created: ago(90.7),
    age_s: 90,
    overdue: false,
    url: 'https://atera.example/new/ticket/2',
  });
  assert.deepEqual(
    rows.map((row) => [row['id'], row['age_s'], row['technician'], row['status']]),
    [
      ['3', 0, 'Non assigné', 'Open'],
      ['2', 90, 'Zoé Martin', 'En attente & bloqué'],
      ['1', null, 'Non assigné', null],
    ]
  );
});

testOnStores('list: active tickets unless classes are named, of which any will do', async (_t, store) => {
  await insertTickets(store, [
    { external_id: 1 },
    { external_id: 2, status: 'Pending' },
    { external_id: 3, status: 'Spam' },
    { external_id: 4, status: 'Closed', gone_at: NOW },
  ]);
  assert.deepEqual(await idsOf(store, {}), ['2', '1']);
  assert.deepEqual(await idsOf(store, { class: 'done' }), ['3']);
  assert.deepEqual(await idsOf(store, { class: ['pending', 'done'] }), ['3', '2']);
});

testOnStores('list: clients and priorities, several of each', async (_t, store) => {
  await insertTickets(store, [
    { external_id: 1, customer_name: 'Ba&amp;sh', priority: 'Low' },
    { external_id: 2, customer_name: ' BA&SH', priority: 'High' },
    { external_id: 3, customer_name: 'Bash', priority: 'Urgent' },
    { external_id: 4, customer_name: 'Hôtel de la Trémoille', priority: null },
    { external_id: 5, customer_name: null, priority: 'Critical' },
  ]);
  assert.deepEqual(await idsOf(store, { client: 'ba&sh' }), ['2', '1']);
  assert.deepEqual(await idsOf(store, { client: ['bash', 'HOTEL DE LA TREMOILLE'] }), ['4', '3']);
  assert.deepEqual(await idsOf(store, { client: 'nobody' }), []);
  assert.deepEqual(await idsOf(store, { client: "'; drop table tickets; --" }), []);
  assert.deepEqual(await idsOf(store, { priority: ['high', 'critical'] }), ['5', '2']);
  assert.deepEqual(await idsOf(store, { priority: 'none' }), ['4', '3']);
  assert.deepEqual(await idsOf(store, { client: 'ba&sh', priority: 'low' }), ['1']);
});

testOnStores('list: technicians by id, under their latest name', async (_t, store) => {
  const renamed = { technician_id: 5, connection: 'atera' };
  await insertTickets(store, [
    { external_id: 1, ...renamed, technician_name: 'Zoé Martin', read_at: ago(500) },
    { external_id: 2, ...renamed, technician_name: 'Zoé Durand', read_at: ago(5) },
    { external_id: 3, ...renamed, technician_name: null, read_at: ago(1) },
    { external_id: 4, technician_id: 5, connection: 'lyon', technician_name: 'Ali Benali' },
    { external_id: 5, technician_id: null, technician_name: 'Sans numéro' },
    { external_id: 6, technician_id: null, technician_name: null },
  ]);
  const rows = await rowsOf(store, 'tickets.list');
  assert.deepEqual(
    rows.map((row) => [row['id'], row['technician']]),
    [
      ['6', 'Non assigné'],
      ['5', 'Sans numéro'],
      ['4', 'Ali Benali'],
      ['3', 'Zoé Durand'],
      ['2', 'Zoé Durand'],
      ['1', 'Zoé Durand'],
    ]
  );
  assert.deepEqual(await idsOf(store, { technician: 'ZOE DURAND' }), ['3', '2', '1']);
  assert.deepEqual(await idsOf(store, { technician: 'Zoé Martin' }), []);
  assert.deepEqual(await idsOf(store, { technician: ['non assigne', 'ali benali'] }), ['6', '4']);
  assert.deepEqual(await idsOf(store, { technician: 'sans numero' }), ['5']);
});

testOnStores('list: search looks through number, title, client and technician', async (_t, store) => {
  await insertTickets(store, [
    { external_id: 4711, title: 'Imprimante' },
    { external_id: 2, title: 'R&eacute;seau &amp; Wi-Fi' },
    { external_id: 3, customer_name: 'Valeor 100%' },
    { external_id: 5, technician_id: 1, technician_name: 'Émile' },
  ]);
  for (const [search, ids] of [
    ['471', ['4711']],
    ['reseau &', ['2']],
    ['100%', ['3']],
    ['%', ['3']],
    ['EMILE', ['5']],
    ['  ', ['4711', '5', '3', '2']],
    ['absent', []],
  ] as const) {
    assert.deepEqual(await idsOf(store, { search }), ids, search);
  }
  assert.deepEqual(await idsOf(store, { search: 'dupont', limit: 2 }), ['4711', '5']);
  assert.deepEqual(await idsOf(store, { limit: '1' }), ['4711']);
});
