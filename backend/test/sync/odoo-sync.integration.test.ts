import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import {
  buildLead,
  buildPartner,
  type OdooSimulator,
  type OdooSimulatorOptions,
  type SimLead,
  TRACEBACK_MARK,
} from '../../../tests/simulators/odoo/index.ts';
import { fixedClock, systemClock } from '../../src/domain/clock/clock.ts';
import { DEFAULT_RULES, type Rules } from '../../src/domain/rules/rules.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { rowsOf } from '../support/models/tickets.ts';
import { testOnStores, withStore } from '../support/store/store.ts';
import { boardIds, stateOf } from '../support/upstreams/atera.ts';
import { odooSync, withOdoo } from '../support/upstreams/odoo.ts';
import type { TestSyncOptions } from '../support/upstreams/sync.ts';
import { TEST_KEY } from '../support/upstreams/upstream.ts';

const START = Date.parse('2026-03-02T10:00:00Z');
const MINUTE_MS = 60_000;
const build = (id: number, fields: Partial<SimLead> = {}): SimLead =>
  buildLead(START - 60 * MINUTE_MS, { id, partner_id: 40, ...fields });

const partners = [
  buildPartner({ id: 30, name: 'Ba&sh' }),
  buildPartner({ id: 40, name: 'Alice Arvenel', parent_id: 30 }),
  buildPartner({ id: 50, name: 'Garage Tessonnier' }),
];
const leads = [
  build(1, { priority: '3', user_id: 6, stage_id: 2, create_date: '2026-02-20 08:30:00' }),
  build(2, { partner_id: 50, priority: '1' }),
  build(3, { partner_id: null, partner_name: 'Atelier Vauquelin' }),
  build(4, { partner_id: null, priority: '2' }),
  build(5, { type: 'lead' }),
  build(6, { stage_id: 4, probability: 100, date_closed: '2026-02-27 09:00:00' }),
  build(7, { active: false, probability: 0, date_closed: '2026-02-28 09:00:00' }),
  build(8, { active: false }),
];

interface Scene {
  store: Store;
  simulator: OdooSimulator;
  parts: ReturnType<typeof odooSync>;
  /** Moves Odoo's clock. */
  later: (minutes: number) => void;
  /** Reads once more and tells how it went. */
  read: () => Promise<{ ok: boolean; code: string | undefined }>;
}

/** A database of eight leads, read once. */
async function readDatabase(
  t: TestContext,
  store: Store,
  simulatorOptions: OdooSimulatorOptions = {},
  syncOptions: TestSyncOptions = {}
): Promise<Scene> {
  let now = START;
  const simulator = await withOdoo(t, { leads, partners, now: () => new Date(now), ...simulatorOptions });
  const parts = odooSync(t, store, simulator, syncOptions);
  const read = async () => {
    const { connections } = await parts.sync.syncNow();
    return { ok: connections[0]?.ok === true, code: connections[0]?.error?.code };
  };
  assert.deepEqual(await read(), { ok: true, code: undefined });
  return { store, simulator, parts, read, later: (minutes) => (now += minutes * MINUTE_MS) };
}

async function ticket(store: Store, id: number) {
  return store.db.selectFrom('tickets').selectAll().where('external_id', '=', id).executeTakeFirstOrThrow();
}

testOnStores('open leads of the queue become tickets of their commercial partners', async (t, store) => {
  await readDatabase(t, store);
  assert.deepEqual(await boardIds(store), [1, 2, 3, 4]);
  const one = await ticket(store, 1);
  assert.deepEqual(
    [one.source, one.connection, one.title, one.status, one.status_class, one.priority, one.priority_class],
    ['odoo', 'odoo', 'Demande 1', 'À traiter', 'open', 'Very High', 'critical']
  );
  assert.deepEqual(
    [one.customer_id, one.customer_name, one.technician_id, one.technician_name, one.queue, one.created_at],
    [30, 'Ba&sh', 6, 'Mathilde Sauvageot', 'admin', new Date('2026-02-20T08:30:00Z')]
  );
  const others = await Promise.all([2, 3, 4].map((id) => ticket(store, id)));
  assert.deepEqual(
    others.map((row) => [row.customer_id, row.customer_name, row.priority_class, row.technician_name]),
    [
      [50, 'Garage Tessonnier', 'medium', null],
      [null, 'Atelier Vauquelin', 'low', null],
      [null, null, 'high', null],
    ]
  );
  const state = await stateOf(store, 'tickets', 'odoo');
  assert.deepEqual([state.kind, state.rows_read, state.rows_announced, state.error], ['odoo', 4, 4, null]);
});

test('closed leads of the retention are read in the background, as done', async (t) => {
  const store = await withStore(t);
  const old = build(9, { stage_id: 4, probability: 100, write_date: '2024-01-01 00:00:00' });
  await readDatabase(t, store, { leads: [...leads, old] }, { clock: fixedClock(new Date(START)) });
  const done = await store.db
    .selectFrom('tickets')
    .select(['external_id', 'resolved_at'])
    .where('status_class', '=', 'done')
    .orderBy('external_id')
    .execute();
  assert.deepEqual(
    done.map((row) => [row.external_id, row.resolved_at?.toISOString() ?? null]),
    [
      [6, '2026-02-27T09:00:00.000Z'],
      [7, '2026-02-28T09:00:00.000Z'],
      [8, null],
    ]
  );
  assert.ok((await stateOf(store, 'tickets', 'odoo')).full_read_at);
});

for (const version of [19, 17] as const) {
  test(`Odoo ${version}: a refresh when nothing changed is one request`, async (t) => {
    const { simulator, read, later } = await readDatabase(t, await withStore(t), { version });
    later(20);
    for (let run = 0; run < 3; run += 1) {
      simulator.requests.clear();
      assert.equal((await read()).ok, true);
      assert.equal(simulator.requests.count(), 1);
      later(1);
    }
  });

  test(`Odoo ${version}: a refresh brings what is new, what changed and what was closed`, async (t) => {
    const { store, simulator, read, later } = await readDatabase(t, await withStore(t), { version });
    later(10);
    simulator.world.addLead({ id: 11, partner_id: 50 });
    simulator.world.writeLead(1, { priority: '0', user_id: 7 });
    simulator.world.winLead(2);
    simulator.world.loseLead(3);
    simulator.world.archiveLead(4);
    assert.equal((await read()).ok, true);
    assert.deepEqual(await boardIds(store), [1, 11]);
    const one = await ticket(store, 1);
    assert.deepEqual([one.priority_class, one.technician_name], ['low', 'Adrien Coursol']);
    assert.equal((await ticket(store, 11)).customer_name, 'Garage Tessonnier');
    // A change a little before the last reading (Odoo dates it by the start of its transaction) is not lost.
    later(3);
    simulator.world.changeSilently('crm.lead', 1, { name: 'Avenant', write_date: '2026-03-02 10:09:00' });
    await read();
    assert.equal((await ticket(store, 1)).title, 'Avenant');
  });
}

testOnStores(
  'a reconcile notices deletions, silent changes, renames, and leads that left the queue',
  async (t, store) => {
    const { simulator, read, later } = await readDatabase(t, store, {}, { reconcileIntervalMs: 0 });
    later(10);
    const { world } = simulator;
    world.deleteLead(1);
    world.changeSilently('crm.lead', 2, { type: 'lead' });
    world.changeSilently('crm.lead', 3, { probability: 100, stage_id: 4 });
    world.changeSilently('crm.lead', 4, { partner_id: 40, priority: '3' });
    world.changeSilently('crm.lead', 5, { type: 'opportunity' });
    world.changeSilently('res.partner', 30, { name: 'BASH SAS' });
    world.changeSilently('crm.stage', 1, { name: 'Reçu' });
    assert.equal((await read()).ok, true);

    assert.deepEqual(await boardIds(store), [4, 5]);
    const four = await ticket(store, 4);
    assert.deepEqual(
      [four.customer_id, four.customer_name, four.status, four.priority_class],
      [30, 'BASH SAS', 'Reçu', 'critical']
    );
    const [deleted, moved, won] = await Promise.all([1, 2, 3].map((id) => ticket(store, id)));
    assert.deepEqual([deleted?.gone_at !== null, moved?.gone_at !== null, won?.gone_at], [true, true, null]);
    assert.equal(won?.status_class, 'done');
  }
);

test('a lead that was gone and is seen again is back', async (t) => {
  const store = await withStore(t);
  const { simulator, read, later } = await readDatabase(t, store, {}, { reconcileIntervalMs: 0 });
  later(10);
  simulator.world.deleteLead(1);
  await read();
  simulator.world.addLead({ id: 1 });
  await read();
  assert.deepEqual(await boardIds(store), [1, 2, 3, 4]);
});

test("the domain of the rules' queue narrows every reading", async (t) => {
  const store = await withStore(t);
  const queues = DEFAULT_RULES.queues.map((queue) =>
    queue.source === 'odoo'
      ? { ...queue, domain: ['|', ['partner_id.commercial_partner_id', '=', 50], ['type', '=', 'lead']] as never }
      : queue
  );
  const rules: Rules = { ...DEFAULT_RULES, queues };
  const { simulator, read, later } = await readDatabase(t, store, {}, { rules });
  assert.deepEqual(await boardIds(store), [2, 5]);
  later(10);
  simulator.world.addLead({ id: 11 });
  simulator.world.addLead({ id: 12, partner_id: 50 });
  await read();
  assert.deepEqual(await boardIds(store), [2, 5, 12]);
});

test('a partner that may not be read leaves the name that the lead tells', async (t) => {
  const store = await withStore(t);
  const orphan = build(1, { partner_id: 77, partner_name: null });
  await readDatabase(t, store, { leads: [orphan, build(2, { partner_id: 77, partner_name: 'Pimkie ' })] });
  assert.deepEqual([(await ticket(store, 1)).customer_name, (await ticket(store, 2)).customer_name], ['', 'Pimkie ']);
});

test('a domain that Odoo does not understand is reported with what to correct, and the board keeps its data', async (t) => {
  const store = await withStore(t);
  const { simulator, read, later } = await readDatabase(t, store);
  later(10);
  simulator.faults.set({ kind: 'exception', name: 'builtins.ValueError', message: 'Invalid field crm.lead.nom' });
  assert.deepEqual(await read(), { ok: false, code: 'invalid_answer' });
  const { error } = await stateOf(store, 'tickets', 'odoo');
  assert.match(String(error), /does not understand .* \(Invalid field crm\.lead\.nom\)/);
  assert.deepEqual(await boardIds(store), [1, 2, 3, 4]);
});

for (const version of [19, 17] as const) {
  test(`Odoo ${version}: an outage keeps the data, recovery loses nothing and needs no restart`, async (t) => {
    const store = await withStore(t);
    let business = START;
    const clock = { ...systemClock, now: () => new Date(business) };
    const { simulator, parts, read, later } = await readDatabase(t, store, { version }, { clock });
    const readBefore = (await stateOf(store, 'tickets', 'odoo')).read_at;
    for (const fault of [
      { kind: 'status', status: 503 },
      { kind: 'reset' },
      { kind: 'key-revoked' },
      { kind: 'no-database' },
    ] as const) {
      simulator.faults.set(fault);
      later(3);
      business += 3 * MINUTE_MS;
      assert.equal((await read()).ok, false, fault.kind);
      assert.deepEqual(await boardIds(store), [1, 2, 3, 4]);
    }
    const state = await stateOf(store, 'tickets', 'odoo');
    assert.deepEqual([state.read_at, state.error_code], [readBefore, 'not_found']);
    simulator.world.addLead({ id: 11 });
    simulator.world.winLead(1);
    later(30);
    simulator.faults.clear();
    assert.equal((await read()).ok, true);
    assert.deepEqual(await boardIds(store), [2, 3, 4, 11]);
    assert.equal((await stateOf(store, 'tickets', 'odoo')).error, null);
    assert.ok(!parts.log.text().includes(TEST_KEY) && !parts.log.text().includes(TRACEBACK_MARK));
  });
}

test('a database that lives: in the end the board is what Odoo says', async (t) => {
  const store = await withStore(t);
  let now = START;
  const generate = { seed: 11, now: new Date(START), openLeads: 60, closedLeads: 40 };
  const simulator = await withOdoo(t, { generate, now: () => new Date(now) });
  const { sync } = odooSync(t, store, simulator);
  await sync.syncNow();
  for (let minute = 0; minute < 30; minute += 1) {
    now += MINUTE_MS;
    simulator.world.tick();
    await sync.syncNow();
  }
  await sync.syncNow({ full: true });
  const open = simulator.world.openLeads().filter(({ type }) => type === 'opportunity');
  assert.deepEqual(
    await boardIds(store),
    open.map(({ id }) => id).sort((a, b) => a - b)
  );
});

test('the board of Atera does not count leads; lists show them with their page in Odoo', async (t) => {
  const store = await withStore(t);
  await readDatabase(t, store);
  assert.equal((await rowsOf(store, 'tickets.summary'))[0]?.['total'], 0);
  assert.deepEqual(await rowsOf(store, 'tickets.latest'), []);
  assert.deepEqual(
    (await rowsOf(store, 'tickets.by_priority')).map((row) => row['count']),
    [0, 0, 0, 0]
  );
  const list = await rowsOf(store, 'tickets.list');
  assert.deepEqual(list.map((row) => row['id']).sort(), ['1', '2', '3', '4']);
});
