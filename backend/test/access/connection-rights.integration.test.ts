import assert from 'node:assert/strict';

import { loadCatalogue } from '../../src/datasets/engine/catalogue.ts';
import { runQueries } from '../../src/datasets/engine/run.ts';
import { readStatus } from '../../src/doctor/status.ts';
import type { Access } from '../../src/domain/access/access.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { takeSnapshot } from '../../src/store/history/snapshots.ts';
import { ago, insertAlerts, insertTickets, NOW, READER, servicesOver, sourceState } from '../support/models/tickets.ts';
import { testOnStores, withStore } from '../support/store/store.ts';

const DAY_S = 86_400;
const pick = <T>(values: readonly T[], index: number): T => values[index % values.length] as T;

/** Sixty tickets of every sort, a few alerts, two snapshots; another `seed` gives other figures. */
async function fill(store: Store, connection: string, seed: number): Promise<void> {
  const isOdoo = connection.endsWith('odoo');
  await insertTickets(
    store,
    Array.from({ length: 60 }, (_, index) => ({
      connection,
      source: isOdoo ? ('odoo' as const) : ('atera' as const),
      external_id: index + 1,
      title: `${connection} ${index}`,
      status: pick(['Open', 'Pending', 'Resolved', 'En cours', 'Open', 'Open'], index * seed),
      priority: pick(['Low', 'Medium', 'High', 'Critical', null], index + seed),
      impact: pick(['Major', 'Minor', 'NoImpact', 'SiteDown'], index * seed + 1),
      customer_id: (index % 7) + seed,
      customer_name: pick(['BASH', 'Pimkie', 'Dupont SA', `Client of ${connection}`], index + seed),
      technician_id: index % 4 === 0 ? null : (index % 3) + 10 * seed,
      technician_name: index % 4 === 0 ? null : `${connection} technician ${index % 3}`,
      created_at: ago(3_600 + index * seed * 7_200),
      first_comment_at: index % 3 === 0 ? null : ago(1_800 + index * seed * 3_600),
      resolved_at: index % 5 === 0 ? ago(index * 3_600) : null,
      first_response_due_at: ago((index - 30) * 1_800),
      closed_due_at: ago((index - 20) * 3_600),
      last_end_user_comment_at: index % 2 === 0 ? ago(600 + index) : null,
      last_technician_comment_at: index % 3 === 0 ? null : ago(900 * seed),
    }))
  );
  await insertAlerts(
    store,
    [1, 2, 3].map((id) => ({
      connection,
      external_id: id,
      title: `${connection} alert ${id}`,
      created_at: ago(id * seed),
    }))
  );
  await store.db
    .insertInto('customers')
    .values({ connection, external_id: seed, name: `Client of ${connection}`, read_at: NOW })
    .execute();
  await store.db
    .insertInto('source_states')
    .values([sourceState({ connection, kind: isOdoo ? 'odoo' : 'atera', rows_read: seed })])
    .execute();
}

async function snapshots(store: Store): Promise<void> {
  for (const seconds of [3 * DAY_S, DAY_S, 300]) {
    await takeSnapshot(store.db, DEFAULT_RULES, ago(seconds));
  }
}

testOnStores('with a token of one agency, every figure is what that agency alone would see', async (t, store) => {
  const agency = ['lyon-atera', 'lyon-odoo'];
  const alone = await withStore(t, store.kind);
  for (const [seed, connection] of ['atera', 'odoo', ...agency].entries()) {
    await fill(store, connection, seed + 2);
  }
  for (const [seed, connection] of agency.entries()) {
    await fill(alone, connection, seed + 4);
  }
  await snapshots(store);
  await snapshots(alone);
  const limited: Access = { ...READER, connections: agency };

  const catalogue = await loadCatalogue();
  // Reports are of no connection: a token limited to some sees none (annotations.integration).
  const names = catalogue
    .list()
    .filter(({ name, scopes }) => scopes.includes('tickets:read') && name !== 'reports.annotations');
  assert.ok(names.length >= 16);
  const range = { from: ago(7 * DAY_S).getTime(), to: NOW.getTime() };
  const queries = names.map(({ name }) => ({ refId: name, dataset: name, ...range }));
  const answers = async (place: Store, access: Access) =>
    (await runQueries(servicesOver(place), catalogue, access, queries)).results;
  const [everything, ofToken, ofAgency] = await Promise.all([
    answers(store, READER),
    answers(store, limited),
    answers(alone, READER),
  ]);
  for (const { name } of names) {
    assert.equal(ofToken[name]?.error, undefined, name);
    assert.deepEqual(ofToken[name]?.frames, ofAgency[name]?.frames, name);
    assert.notDeepEqual(ofToken[name]?.frames, everything[name]?.frames, `${name} must differ for the others`);
  }
  const statusOf = (place: Store, access: Access) => readStatus(servicesOver(place), access, '0.0.0-test');
  assert.deepEqual(await statusOf(store, limited), await statusOf(alone, limited));
});
