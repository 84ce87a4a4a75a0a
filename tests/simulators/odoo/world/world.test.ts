import assert from 'node:assert/strict';
import { test } from 'node:test';

import { type OdooSimulator, startOdooSimulator } from '../index.ts';
import { json2, NOW, simulatorFor } from '../test-helper.ts';

const generate = { seed: 5, now: NOW, openLeads: 80, closedLeads: 60 };

test('the same seed gives the same database and the same life', async (t) => {
  const [one, two] = [await simulatorFor(t, { generate }), await simulatorFor(t, { generate })];
  for (let step = 0; step < 20; step += 1) {
    assert.deepEqual(one.world.tick(), two.world.tick());
  }
  assert.deepEqual(one.world.leads(), two.world.leads());
});

test('a generated database holds what a reader must cope with', async (t) => {
  const { world } = await simulatorFor(t, { generate });
  const open = world.openLeads();
  assert.equal(open.length, 80);
  assert.equal(world.leads().length, 140);
  const has = (which: (lead: (typeof open)[number]) => boolean) => assert.ok(open.some(which));
  has(({ type }) => type === 'lead');
  has(
    ({ partner_id }) =>
      partner_id !== null && world.partners().some(({ id, parent_id }) => id === partner_id && parent_id !== null)
  );
  has(({ partner_id, partner_name }) => partner_id === null && partner_name !== null);
  has(({ user_id }) => user_id === null);
  assert.ok(world.leads().some(({ active, date_closed }) => !active && date_closed === null));
});

test('some changes move write_date, some do not, and deletions leave nothing', async (t) => {
  let now = NOW;
  const simulator = await startOdooSimulator({ generate, now: () => now });
  t.after(() => simulator.close());
  now = new Date(NOW.getTime() + 60_000);
  const [written, silent, deleted] = simulator.world.openLeads();
  assert.ok(written && silent && deleted);
  simulator.world.winLead(written.id);
  simulator.world.changeSilently('crm.lead', silent.id, { priority: '3' });
  simulator.world.deleteLead(deleted.id);
  assert.deepEqual(await changedSince(simulator, '2026-03-12 10:01:00'), [written.id]);
  assert.equal(simulator.world.lead(silent.id)?.priority, '3');
  assert.throws(() => simulator.world.deleteLead(deleted.id), /There is no crm.lead/);
});

async function changedSince(simulator: OdooSimulator, date: string): Promise<unknown> {
  const domain = [['write_date', '>=', date]];
  return (await json2(simulator, 'crm.lead/search', { domain, context: { active_test: false } })).body;
}

test('order, offset and limit', async (t) => {
  const simulator = await simulatorFor(t, { generate });
  const search = async (body: object) =>
    (await json2(simulator, 'crm.lead/search', { domain: [], ...body })).body as number[];
  const all = await search({ order: 'id asc' });
  assert.deepEqual(await search({ order: 'id desc' }), all.toReversed());
  assert.deepEqual(await search({ order: 'id asc', offset: 10, limit: 3 }), all.slice(10, 13));
  const byPriority = (
    await json2(simulator, 'crm.lead/search_read', { domain: [], fields: ['priority'], order: 'priority desc, id' })
  ).body as Array<{ id: number; priority: string }>;
  assert.deepEqual(
    byPriority,
    byPriority.toSorted((a, b) => b.priority.localeCompare(a.priority) || a.id - b.id)
  );
  assert.equal((await json2(simulator, 'crm.lead/search', { domain: [], order: 'nom' })).status, 500);
});

test('the control API ticks and tells the numbers', async (t) => {
  const simulator = await simulatorFor(t, { generate });
  const ticked = await fetch(`${simulator.url}/_sim/tick`, { method: 'POST' });
  assert.equal(((await ticked.json()) as { steps: unknown[] }).steps.length, 1);
  const world = (await (await fetch(`${simulator.url}/_sim/world`)).json()) as {
    leads: number;
    open: Record<string, number>;
  };
  assert.equal(world.leads, simulator.world.leads().length);
  assert.equal((world.open['lead'] ?? 0) + (world.open['opportunity'] ?? 0), simulator.world.openLeads().length);
});
