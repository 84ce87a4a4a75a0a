import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';

import { buildLead, buildPartner } from '../../../tests/simulators/odoo/index.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { testOnStores } from '../support/store/store.ts';
import { odooSync, withOdoo } from '../support/upstreams/odoo.ts';

const START = Date.parse('2026-03-02T10:00:00Z');
const COUNT = 1_200;
const LEADS = Array.from({ length: COUNT }, (_, index) =>
  buildLead(START - 3_600_000, { id: index + 1, partner_id: 30 })
);

/** A database of which one write changed all leads, read once since. */
async function readBulkWrite(t: TestContext, store: Store) {
  let now = START;
  const partners = [buildPartner({ id: 30, name: 'Ba&sh' })];
  const simulator = await withOdoo(t, { leads: LEADS, partners, now: () => new Date(now) });
  const { sync } = odooSync(t, store, simulator);
  const refreshAfter = async (seconds: number): Promise<number> => {
    now += seconds * 1000;
    simulator.requests.clear();
    assert.equal((await sync.syncNow()).connections[0]?.ok, true);
    return simulator.requests.count();
  };
  await sync.syncNow();
  assert.equal(await refreshAfter(3600), 1);
  now += 10_000;
  const { world } = simulator;
  LEADS.forEach(({ id }) => world.writeLead(id, { priority: '2' }));
  assert.equal(await refreshAfter(10), 3);
  const titleOf = async (id: number) =>
    (await store.db.selectFrom('tickets').select('title').where('external_id', '=', id).executeTakeFirstOrThrow())
      .title;
  return { world, refreshAfter, titleOf, now: () => now };
}

testOnStores(
  'refreshes after one write of many leads cost one request each, and one whole reading',
  async (t, store) => {
    const { world, refreshAfter, titleOf } = await readBulkWrite(t, store);
    for (let refresh = 1; refresh <= 8; refresh += 1) {
      assert.equal(await refreshAfter(30), 1, `refresh ${refresh}`);
    }
    world.writeLead(7, { name: 'Encore changée' });
    world.addLead({ id: 5_000, partner_id: 30, name: 'Nouvelle' });
    assert.equal(await refreshAfter(30), 1);
    assert.deepEqual([await titleOf(7), await titleOf(5_000)], ['Encore changée', 'Nouvelle']);
    world.writeLead(7, { name: 'Une troisième fois' });
    assert.ok((await refreshAfter(60)) > 1);
    assert.equal(await titleOf(7), 'Une troisième fois');
    assert.equal(await refreshAfter(30), 1);
    await refreshAfter(300);
    await refreshAfter(300);
    assert.equal(await refreshAfter(30), 1);
  }
);

testOnStores(
  'changes that are dated before they show are found: new leads at once, known ones within five minutes',
  async (t, store) => {
    const { world, refreshAfter, titleOf, now } = await readBulkWrite(t, store);
    await refreshAfter(60);
    const before = (seconds: number) => new Date(now() - seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
    world.addLead({ id: 5_000, partner_id: 30 });
    world.changeSilently('crm.lead', 5_000, { name: 'Nouvelle en retard', write_date: before(120) });
    world.changeSilently('crm.lead', 7, { name: 'Connue en retard', write_date: before(120) });
    assert.equal(await refreshAfter(1), 1);
    assert.equal(await titleOf(5_000), 'Nouvelle en retard');
    for (let refresh = 1; refresh <= 8; refresh += 1) {
      await refreshAfter(30);
    }
    assert.equal(await titleOf(7), 'Connue en retard');
  }
);

testOnStores('a lead that changes within the second of the reading is asked for again', async (t, store) => {
  const { world, refreshAfter, titleOf } = await readBulkWrite(t, store);
  LEADS.forEach(({ id }) => world.writeLead(id, { priority: '1' }));
  await refreshAfter(0);
  world.writeLead(7, { name: 'Même seconde' });
  await refreshAfter(0);
  assert.equal(await titleOf(7), 'Même seconde');
});
