import assert from 'node:assert/strict';

import { loadCatalogue } from '../../src/datasets/engine/catalogue.ts';
import { runQueries } from '../../src/datasets/engine/run.ts';
import type { Access } from '../../src/domain/access/access.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { readFindings } from '../../src/store/findings/findings.ts';
import { takeSnapshot } from '../../src/store/history/snapshots.ts';
import { readSources } from '../../src/store/sources/source-states.ts';
import {
  ago,
  insertAlerts,
  insertTickets,
  NOW,
  READER,
  rowsOf,
  servicesOver,
  sourceState,
} from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';

async function fill(store: Store, connection: string): Promise<void> {
  await insertTickets(store, [
    { connection, external_id: 1, status: 'Inconnu', customer_name: 'Secret SA', closed_due_at: ago(60) },
    { connection, external_id: 2, status: 'Pending', customer_name: 'Secret SA' },
    { connection, external_id: 3, status: 'Closed', customer_name: 'Secret SA', resolved_at: ago(60) },
    // Enough overdue ones for an alarm.
    ...[11, 12, 13, 14, 15, 16].map((external_id) => ({ connection, external_id, created_at: ago(80 * 3600) })),
  ]);
  await insertAlerts(store, [{ connection, external_id: 1, customer_name: 'Secret SA' }]);
  await store.db
    .insertInto('customers')
    .values({ connection, external_id: 1, name: 'Secret SA', read_at: NOW })
    .execute();
  await store.db
    .insertInto('source_states')
    .values([sourceState({ connection }), sourceState({ connection, resource: 'alerts' })])
    .execute();
  await store.db
    .updateTable('tickets')
    .set({ priority: 'High', read_at: ago(60) })
    .where('external_id', '=', 1)
    .execute();
  await takeSnapshot(store.db, DEFAULT_RULES, ago(300));
}

const QUEUES = [
  ['support', 'admin', 'sysadmin'],
  ['SUPPORT', 'ADMIN', 'SYSADMIN'],
];
const CLIENTS = ['BASH', 'Pimkie', 'APRIL', 'Valeor', 'Hôtel de la Trémoille', 'CASI PSE', 'Autres'];
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
/** Start of the tests' day in the time zone of the rules. */
const TODAY = Date.parse('2026-03-10T00:00:00+01:00');

/** Datasets whose rows come from connections, with what they answer when there is nothing to see. */
const EMPTY: Record<string, unknown[]> = {
  'tickets.summary': [[0], [0], [0], [0], [0], [0], [null], [null], [null], [0]],
  'tickets.by_priority': [
    ['Faible', 'Moyenne', 'Haute', 'Critique'],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ],
  'tickets.by_client': [
    CLIENTS,
    zeros(7),
    zeros(7),
    CLIENTS.map(() => null),
    zeros(7),
    CLIENTS.map((name) => (name === 'Autres' ? 'none' : 'ok')),
    // Marks and durations of the rules, which are the same for everybody.
    CLIENTS.map((name) => (name === 'Autres' ? null : 10)),
    CLIENTS.map((name) => (name === 'Autres' ? null : 20)),
    // Limit, clock and title are those of one queue.
    ...Array.from({ length: 4 }, () => CLIENTS.map(() => null)),
  ],
  'tickets.by_queue': [
    ...QUEUES,
    zeros(3),
    zeros(3),
    ['72 h', '5 j', '72 h'],
    ['72 h', '5 d', '72 h'],
    ['calendar', 'calendar', 'calendar'],
  ],
  'tickets.alarms': [...QUEUES, zeros(3)],
  'tickets.ageing': [['< 24 h', '24–72 h', '3–5 j', '5–10 j', '> 10 j'], zeros(5)],
  'tickets.sla': [['first_response', 'resolution'], zeros(2), zeros(2), zeros(2), zeros(2)],
  'tickets.attention': [[0], [0], [0], [0], ['2 j ouvrés'], ['2 working d']],
  'tickets.flow': [[TODAY], [0], [0]],
  'tickets.first_response': [[TODAY], [null], [null], [null], [0], [0]],
  'tickets.resolution': [[TODAY], [null], [null], [null], [null], [0]],
  'tickets.sla_period': [
    CLIENTS.map(() => null),
    CLIENTS,
    ...Array.from({ length: 4 }, () => zeros(7)),
    CLIENTS.map(() => null),
    ...Array.from({ length: 3 }, () => zeros(7)),
    CLIENTS.map(() => null),
  ],
};

testOnStores('a token limited to another connection gets nothing from any dataset', async (_t, store) => {
  await fill(store, 'atera');
  // Reports are of no connection: a token limited to some sees none (annotations.integration).
  const catalogue = (await loadCatalogue())
    .list()
    .filter(({ name, scopes }) => scopes.includes('tickets:read') && name !== 'reports.annotations');
  assert.ok(catalogue.length >= 7);
  const queries = catalogue.map(({ name }) => ({ refId: name, dataset: name }));
  const limited = (connections: string[]): Access => ({ ...READER, connections });
  const run = (access: Access) =>
    loadCatalogue().then((datasets) => runQueries(servicesOver(store), datasets, access, queries));

  const full = await run(READER);
  assert.deepEqual(await run(limited(['lyon', 'atera'])), full);
  for (const connections of [['lyon'], ['ATERA'], ['atera '], []]) {
    const { results } = await run(limited(connections));
    for (const { name, columns } of catalogue) {
      const frame = results[name]?.frames[0];
      assert.ok(frame, name);
      const expected = EMPTY[name] ?? Object.keys(columns).map(() => []);
      assert.deepEqual(frame.data.values, expected, `${name} for ${JSON.stringify(connections)}`);
      assert.notDeepEqual(
        full.results[name]?.frames[0]?.data.values,
        expected,
        `${name} must show something to others`
      );
      assert.deepEqual(frame.schema.meta.custom.sources, []);
      assert.ok(!JSON.stringify(frame).includes('atera'));
    }
    assert.deepEqual(await readFindings(store.db, DEFAULT_RULES, limited(connections)), []);
  }
});

testOnStores('a token sees exactly its connections', async (_t, store) => {
  await fill(store, 'atera');
  await fill(store, 'lyon');
  const access: Access = { ...READER, connections: ['lyon'] };
  assert.equal((await rowsOf(store, 'tickets.summary', {}, access))[0]?.['total'], 8);
  assert.equal((await rowsOf(store, 'tickets.summary'))[0]?.['total'], 16);
  assert.deepEqual(
    (await rowsOf(store, 'system.sources', {}, access)).map((row) => row['source']),
    ['lyon']
  );
});

testOnStores("a tenant's token sees neither tickets nor the state of their sources", async (_t, store) => {
  await fill(store, 'atera');
  const tenant: Access = { ...READER, scopes: ['counters:read'], enterprises: ['Secret SA'] };
  const catalogue = await loadCatalogue();
  const tickets = catalogue.list().filter((dataset) => !dataset.scopes.includes('counters:read'));
  const { results } = await runQueries(
    servicesOver(store),
    catalogue,
    tenant,
    tickets.map(({ name }) => ({ refId: name, dataset: name }))
  );
  for (const { name } of tickets) {
    assert.equal(results[name]?.status, 403, name);
    assert.match(results[name].error ?? '', /needs a token with the scope (tickets:read|sites:write)/);
  }
  assert.deepEqual(await readSources(store.db, DEFAULT_RULES, tenant, NOW), []);
  assert.deepEqual(await readFindings(store.db, DEFAULT_RULES, tenant), []);
});
