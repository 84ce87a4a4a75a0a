import assert from 'node:assert/strict';

import { ago, insertAlerts, insertTickets, NOW, rowsOf } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';

/* The figures of the board, rule by rule. */

testOnStores('summary: active tickets by class and impact; done and vanished ones do not count', async (_t, store) => {
  await insertTickets(store, [
    { external_id: 1, impact: 'Crisis' },
    { external_id: 2, status: 'pending', impact: 'Minor' },
    { external_id: 3, status: 'Closed', impact: 'Major' },
    { external_id: 4, impact: 'Major', gone_at: NOW },
    { external_id: 5, status: 'Attente pièce', impact: 'Catastrophe' },
    { external_id: 6, status: null, impact: null },
  ]);
  const [row] = await rowsOf(store, 'tickets.summary');
  assert.deepEqual(row, {
    total: 4,
    open: 3,
    pending: 1,
    impact_major: 1,
    impact_minor: 1,
    impact_none: 2,
    first_response_mean_s: null,
    first_response_median_s: null,
    first_response_p90_s: null,
    unanswered: 4,
  });
});

testOnStores('summary: mean, median and p90 of first responses interpolate linearly', async (_t, store) => {
  const responses = [10, 20, 30, 100];
  await insertTickets(
    store,
    responses.map((seconds, index) => ({
      external_id: index + 1,
      status: index % 2 === 0 ? 'Open' : 'Pending',
      created_at: ago(1000),
      first_comment_at: ago(1000 - seconds),
    }))
  );
  const [row] = await rowsOf(store, 'tickets.summary');
  assert.equal(row?.['first_response_mean_s'], 40);
  assert.equal(row['first_response_median_s'], 25);
  // Rank 0.9 × 3 = 2.7: 30 + 0.7 × (100 − 30).
  assert.ok(Math.abs((row['first_response_p90_s'] as number) - 79) < 1e-9);
  assert.equal(row['unanswered'], 0);
});

testOnStores('summary: negative responses count as 0, missing dates do not enter the figures', async (_t, store) => {
  await insertTickets(store, [
    { external_id: 1, created_at: ago(100), first_comment_at: ago(160) },
    { external_id: 2, created_at: ago(100), first_comment_at: ago(99.5) },
    { external_id: 3, created_at: null, first_comment_at: ago(50) },
    { external_id: 4, created_at: ago(100), first_comment_at: null },
    { external_id: 5, created_at: null, first_comment_at: null },
    { external_id: 6, status: 'Closed', created_at: ago(100), first_comment_at: ago(1) },
  ]);
  const [row] = await rowsOf(store, 'tickets.summary');
  assert.equal(row?.['first_response_mean_s'], 0.25);
  assert.equal(row['first_response_median_s'], 0.25);
  assert.ok(Math.abs((row['first_response_p90_s'] as number) - 0.45) < 1e-9);
  assert.equal(row['unanswered'], 2);
});

testOnStores('latest: instant, then numeric id, then connection; undated tickets last', async (_t, store) => {
  const instant = new Date('2026-03-10T10:00:00.123Z');
  const later = new Date('2026-03-10T10:00:00.124Z');
  await insertTickets(store, [
    { external_id: 9, created_at: instant },
    { external_id: 10, created_at: instant },
    { external_id: 10, connection: 'Zurich', created_at: instant },
    { external_id: 2, created_at: later },
    { external_id: 99, created_at: null },
    { external_id: 100, created_at: null },
    { external_id: 50, status: 'Pending', created_at: later },
  ]);
  const rows = await rowsOf(store, 'tickets.latest', { limit: 10 });
  assert.deepEqual(
    rows.map((row) => row['id']),
    ['2', '10', '10', '9', '100', '99']
  );
  const list = await rowsOf(store, 'tickets.list', { class: 'open' });
  // By code point, capitals come first, whatever the collation of the server.
  assert.deepEqual(
    list.map((row) => [row['source'], row['id']]),
    [
      ['atera', '2'],
      ['Zurich', '10'],
      ['atera', '10'],
      ['atera', '9'],
      ['atera', '100'],
      ['atera', '99'],
    ]
  );
  assert.equal((await rowsOf(store, 'tickets.latest')).length, 4);
  assert.deepEqual(
    (await rowsOf(store, 'tickets.latest', { class: 'pending' })).map((row) => row['id']),
    ['50']
  );
});

testOnStores('latest: texts are decoded, missing ones have their words, a link leads to Atera', async (_t, store) => {
  await insertTickets(store, [
    { external_id: 3, title: 'VPN &amp; fibre coup&eacute;s', customer_name: 'Ba&amp;sh', priority: 'CRITICAL' },
    { external_id: 2, title: ' &nbsp; ', customer_name: null, priority: 'Urgent' },
    { external_id: 1, title: null, customer_name: '', priority: null, created_at: null },
  ]);
  const url = (id: number) => `https://atera.example/new/ticket/${id}`;
  assert.deepEqual(await rowsOf(store, 'tickets.latest'), [
    { id: '3', title: 'VPN & fibre coupés', client: 'Ba&sh', priority: 'Critique', created: ago(3600), url: url(3) },
    { id: '2', title: '(sans titre)', client: null, priority: 'Non renseignée', created: ago(3600), url: url(2) },
    { id: '1', title: '(sans titre)', client: null, priority: 'Non renseignée', created: null, url: url(1) },
  ]);
});

testOnStores('by priority: always four rows, a fifth only when there is one', async (_t, store) => {
  const empty = await rowsOf(store, 'tickets.by_priority');
  assert.deepEqual(
    empty,
    ['Faible', 'Moyenne', 'Haute', 'Critique'].map((priority) => ({ priority, count: 0, share: 0, percent: 0 }))
  );
  await insertTickets(store, [
    { external_id: 1, priority: 'Low' },
    { external_id: 2, priority: 'medium' },
    { external_id: 3, priority: 'High' },
    { external_id: 4, priority: 'Low', status: 'Closed' },
    { external_id: 5, priority: 'Urgent', status: 'Pending' },
  ]);
  assert.deepEqual(await rowsOf(store, 'tickets.by_priority', { class: 'open' }), [
    { priority: 'Faible', count: 1, share: 1 / 3, percent: 33.4 },
    { priority: 'Moyenne', count: 1, share: 1 / 3, percent: 33.3 },
    { priority: 'Haute', count: 1, share: 1 / 3, percent: 33.3 },
    { priority: 'Critique', count: 0, share: 0, percent: 0 },
  ]);
  assert.deepEqual((await rowsOf(store, 'tickets.by_priority', { class: 'pending' })).at(-1), {
    priority: 'Non renseignée',
    count: 1,
    share: 1,
    percent: 100,
  });
});

testOnStores(
  'alerts: newest by creation, then numeric id; the title falls back to message, then code',
  async (_t, store) => {
    await insertAlerts(store, [
      { external_id: 9, title: null, message: 'Disque &gt; 90 %', code: 'D1' },
      { external_id: 10, title: ' ', message: '', code: 'C42', device_name: null },
      { external_id: 8, title: null, message: null, code: null, customer_name: null },
      { external_id: 1, title: 'CPU', created_at: ago(1) },
      { external_id: 500, title: 'Sans date', created_at: null },
      { external_id: 7, title: 'Sixième' },
    ]);
    const rows = await rowsOf(store, 'alerts.latest', { limit: 6 });
    assert.deepEqual(
      rows.map((row) => [row['id'], row['title']]),
      [
        ['1', 'CPU'],
        ['10', 'C42'],
        ['9', 'Disque > 90 %'],
        ['8', '(sans titre)'],
        ['7', 'Sixième'],
        ['500', 'Sans date'],
      ]
    );
    assert.deepEqual(rows[1], { id: '10', title: 'C42', client: 'Dupont SA', device: null, created: ago(600) });
    assert.equal((await rowsOf(store, 'alerts.latest')).length, 5);
  }
);

testOnStores('clients: those without tickets too, one row for spellings that fold alike', async (_t, store) => {
  await store.db
    .insertInto('customers')
    .values([
      { connection: 'atera', external_id: 1, name: 'Ba&amp;sh', read_at: NOW },
      { connection: 'atera', external_id: 2, name: 'Hôtel de la Trémoille', read_at: NOW },
      { connection: 'atera', external_id: 3, name: '  ', read_at: NOW },
      { connection: 'lyon', external_id: 1, name: 'APRIL', read_at: NOW },
    ])
    .execute();
  await insertTickets(store, [
    { external_id: 1, customer_name: 'BA&SH' },
    { external_id: 2, customer_name: 'Ba&amp;sh', status: 'Pending' },
    { external_id: 3, customer_name: 'Ba&amp;sh', status: 'Closed' },
    { external_id: 4, customer_name: 'Zoo' },
    { external_id: 5, customer_name: 'april' },
    { external_id: 6, customer_name: null },
  ]);
  assert.deepEqual(await rowsOf(store, 'clients'), [
    { client: 'april', connection: 'atera', open: 1, pending: 0 },
    { client: 'APRIL', connection: 'lyon', open: 0, pending: 0 },
    { client: 'Ba&sh', connection: 'atera', open: 1, pending: 1 },
    { client: 'Hôtel de la Trémoille', connection: 'atera', open: 0, pending: 0 },
    { client: 'Zoo', connection: 'atera', open: 1, pending: 0 },
  ]);
});
