import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import {
  buildLead,
  buildPartner,
  type OdooSimulator,
  type OdooSimulatorOptions,
  type SimLead,
} from '../../../tests/simulators/odoo/index.ts';
import { systemClock } from '../../src/domain/clock/clock.ts';
import { DEFAULT_RULES, type OdooDomain, type QueueRule, type Rules } from '../../src/domain/rules/rules.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { ask } from '../support/models/tickets.ts';
import { testOnStores, withStore } from '../support/store/store.ts';
import { boardIds, stateOf } from '../support/upstreams/atera.ts';
import { odooSync, withOdoo } from '../support/upstreams/odoo.ts';

/* What makes the figures of a readable Odoo other than people think: the readings go on, and say so. */

const START = Date.parse('2026-03-10T10:00:00Z');
const HOUR_MS = 3_600_000;
const KEY_USER = 2;
const SOMEBODY = 6;
const companies = [
  { id: 1, name: 'Agitel' },
  { id: 2, name: 'Agitel Sud' },
];
const partners = [buildPartner({ id: 30, name: 'Ba&sh' }), buildPartner({ id: 40, name: 'Alice', parent_id: 30 })];
const lead = (id: number, fields: Partial<SimLead> = {}) => buildLead(START - HOUR_MS, { id, ...fields });
/** So many leads, the last `own` of them the key user's. */
const leadsOf = (total: number, own: number) =>
  Array.from({ length: total }, (_, index) =>
    lead(index + 1, { user_id: index < total - own ? SOMEBODY : KEY_USER, partner_id: 40 })
  );
const rulesWith = (queue: Partial<QueueRule>): Rules => ({
  ...DEFAULT_RULES,
  queues: DEFAULT_RULES.queues.map((each) => (each.source === 'odoo' ? { ...each, ...queue } : each)),
});

interface Scene {
  simulator: OdooSimulator;
  /** Reconciles after so many hours. */
  read: (hours?: number) => Promise<void>;
  warnings: () => Promise<readonly unknown[]>;
}

async function scene(
  t: TestContext,
  store: Store,
  options: OdooSimulatorOptions,
  rules: Rules = DEFAULT_RULES
): Promise<Scene> {
  let now = START;
  const clock = { ...systemClock, now: () => new Date(now) };
  const simulator = await withOdoo(t, { partners, now: clock.now, ...options });
  const { sync } = odooSync(t, store, simulator, { clock, rules, reconcileIntervalMs: 0 });
  const read = async (hours = 1) => {
    now += hours * HOUR_MS;
    const { connections } = await sync.syncNow();
    assert.deepEqual(
      connections.map(({ ok, error }) => [ok, error]),
      [[true, null]]
    );
  };
  await read(0);
  return { simulator, read, warnings: async () => (await stateOf(store, 'tickets', 'odoo')).warnings.found };
}

testOnStores(
  'names a fall from 217 leads to 42 when the key loses rights, and follows the numbers',
  async (t, store) => {
    const { simulator, read, warnings } = await scene(t, store, { leads: leadsOf(217, 42) });
    assert.deepEqual(await warnings(), []);
    simulator.world.keyUser.seesAllLeads = false;
    await read();
    const own = { code: 'own_leads_only' };
    const fall = { code: 'sudden_fall', from: 217, to: 42, vanished: 175, at: '2026-03-10T11:00:00.000Z' };
    assert.equal((await boardIds(store)).length, 42);
    assert.deepEqual(await warnings(), [own, fall]);
    await read();
    assert.deepEqual(await warnings(), [own, fall], 'the next reading does not wipe it');

    const { notices } = await ask(store, 'tickets.list');
    assert.deepEqual(
      notices.filter(({ severity }) => severity === 'warning').map(({ text }) => text.fr.slice(0, 75)),
      [
        'Source « odoo » : la clé ne voit qu’une partie des pistes (« Utilisateur : ',
        'Source « odoo » : les pistes ouvertes sont passées de 217 à 42 le 2026-03-1',
      ]
    );
    simulator.world.keyUser.seesAllLeads = true;
    await read();
    assert.equal((await boardIds(store)).length, 217);
    assert.deepEqual(await warnings(), [], 'all is back');
  }
);

test('reports a fall for three days', async (t) => {
  const store = await withStore(t);
  const { simulator, read, warnings } = await scene(t, store, { leads: leadsOf(30, 0) });
  for (let id = 1; id <= 12; id += 1) {
    simulator.world.deleteLead(id);
  }
  await read();
  assert.deepEqual(
    (await warnings()).map((one) => (one as { vanished: number }).vanished),
    [12]
  );
  await read(71);
  assert.equal((await warnings()).length, 1);
  await read(1);
  assert.deepEqual(await warnings(), []);
});

test('leads that were closed, however many, and a few that were deleted are no fall', async (t) => {
  const store = await withStore(t);
  const { simulator, read, warnings } = await scene(t, store, { leads: leadsOf(60, 0) });
  for (let id = 1; id <= 50; id += 1) {
    simulator.world.archiveLead(id);
  }
  for (let id = 51; id <= 54; id += 1) {
    simulator.world.deleteLead(id);
  }
  await read();
  assert.equal((await boardIds(store)).length, 6);
  assert.deepEqual(await warnings(), []);
});

test('names the company of a key that sees one of several, unless the rules ask for it', async (t) => {
  const options: OdooSimulatorOptions = {
    companies,
    users: [
      { id: KEY_USER, name: 'Vigie', login: 'vigie@example.com', active: true, company_ids: [1] },
      { id: SOMEBODY, name: 'Nora', login: 'nora@example.com', active: true, company_ids: [1, 2] },
    ],
    leads: [lead(1, { company_id: 1 }), lead(2, { company_id: 2 }), lead(3)],
  };
  const seen = async (rules: Rules) => {
    const store = await withStore(t);
    const { warnings } = await scene(t, store, options, rules);
    return [await boardIds(store), await warnings()];
  };
  assert.deepEqual(await seen(DEFAULT_RULES), [[1, 3], [{ code: 'some_companies', companies: ['Agitel'] }]]);
  const domain: OdooDomain = [['company_id', '=', 1]];
  assert.deepEqual(await seen(rulesWith({ domain })), [[1], []]);
});

for (const version of [19, 17] as const) {
  test(`Odoo ${version}: contacts that may not be read leave the company as typed, and the source is read`, async (t) => {
    const store = await withStore(t);
    const leads = [
      lead(1, { partner_id: 40, partner_name: 'Pimkie ' }),
      lead(2, { partner_id: 30 }),
      lead(3, { partner_name: 'Atelier Vauquelin' }),
      lead(4),
    ];
    const { simulator, read, warnings } = await scene(t, store, { version, leads, forbiddenModels: ['res.partner'] });
    const rows = await store.db
      .selectFrom('tickets')
      .select(['external_id', 'customer_id', 'customer_name', 'client'])
      .orderBy('external_id')
      .execute();
    assert.deepEqual(
      rows.map((row) => [row.external_id, row.customer_id, row.customer_name, row.client]),
      [
        [1, null, 'Pimkie ', 'Pimkie'],
        [2, null, 'Ba&sh', null],
        [3, null, 'Atelier Vauquelin', null],
        [4, null, null, null],
      ]
    );
    assert.deepEqual(await warnings(), [{ code: 'partners_unreadable' }]);
    const partnerRequests = () => simulator.requests.count(({ path }) => path.includes('res.partner'));
    simulator.requests.clear();
    await read();
    assert.ok(partnerRequests() <= 1, 'one try a reconcile');
  });

  test(`Odoo ${version}: stages, salespeople and teams that may not be read keep their names on the leads`, async (t) => {
    const store = await withStore(t);
    const forbiddenModels = ['crm.stage', 'res.users', 'crm.team', 'res.company', 'res.lang'];
    const leads = [lead(1, { user_id: 6, stage_id: 2, partner_id: 40 })];
    const { warnings } = await scene(t, store, { version, leads, forbiddenModels });
    const row = await store.db.selectFrom('tickets').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual(
      [row.status, row.technician_name, row.customer_name],
      ['À traiter', 'Mathilde Sauvageot', 'Ba&sh']
    );
    assert.deepEqual(await warnings(), []);
  });
}

test('a stage renamed in French shows after the next reconcile, in the language of the rules', async (t) => {
  const store = await withStore(t);
  const stage = { id: 1, name: 'New', sequence: 1, is_won: false, translations: { fr_FR: 'Nouveau' } };
  const options: OdooSimulatorOptions = { leads: [lead(1)], stages: [stage], languages: ['en_US', 'fr_FR'] };
  const { simulator, read, warnings } = await scene(t, store, options, rulesWith({ language: 'fr_FR' }));
  const status = async () => (await store.db.selectFrom('tickets').select('status').executeTakeFirst())?.status;
  assert.equal(await status(), 'Nouveau');
  simulator.world.changeSilently('crm.stage', 1, { translations: { fr_FR: 'À qualifier' } });
  await read();
  assert.equal(await status(), 'À qualifier');
  assert.deepEqual(await warnings(), []);
});
