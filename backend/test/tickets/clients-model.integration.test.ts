import assert from 'node:assert/strict';

import fc from 'fast-check';
import { sql } from 'kysely';

import { type ClientRule, DEFAULT_RULES, type Rules } from '../../src/domain/rules/rules.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { takeSnapshot } from '../../src/store/history/snapshots.ts';
import {
  classOf,
  clientOf,
  CLIENTS,
  DAY,
  expectedAgeing,
  expectedClients,
  expectedCritical,
  expectedSla,
  expectedTechnicians,
  expectedWaiting,
  HOUR,
  isActive,
  isOverdue,
  queueOf,
  type RawTicket,
} from '../support/models/clients-model.ts';
import { ask, type AskOptions, insertTickets, NOW, sourceState } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';

/* The clients' page and the figures of service against an independent computation, over generated tickets. */

const client = (name: string, rest: Partial<ClientRule> = {}): ClientRule => ({
  name,
  aliases: [],
  ateraCustomerIds: [],
  odooPartnerIds: [],
  volume: null,
  ...rest,
});
const CLIENT_RULES: Rules = {
  ...DEFAULT_RULES,
  queues: DEFAULT_RULES.queues.map((queue) =>
    queue.id === 'sysadmin' ? { ...queue, match: [{ title: ['/serveur/i'] }] } : queue
  ),
  clients: CLIENTS.map((name) =>
    name === 'BASH'
      ? client(name, { aliases: ['Ba&sh'], ateraCustomerIds: [{ connection: null, id: 101 }] })
      : client(name)
  ),
  volume: { warn: 2, high: 4 },
  alerts: { ...DEFAULT_RULES.alerts, overdueAbove: 2 },
};
const QUEUES = ['support', 'admin', 'sysadmin'];

// Ages on both sides of every limit, and on it, to the millisecond.
const age = fc
  .tuple(
    fc.constantFrom(-HOUR, 0, HOUR, 4 * HOUR, 24 * HOUR, 72 * HOUR, 5 * DAY, 10 * DAY, 20 * DAY),
    fc.constantFrom(-1, 0, 0, 1)
  )
  .map(([base, offset]) => new Date(NOW.getTime() - base - offset));
const due = fc
  .tuple(fc.constantFrom(-DAY, -HOUR, 0, HOUR, 4 * HOUR, 24 * HOUR), fc.constantFrom(-1, 0, 0, 1))
  .map(([base, offset]) => new Date(NOW.getTime() + base + offset));
const comment = fc.option(
  fc.constantFrom(30, 60, 90, 5000).map((minutes) => new Date(NOW.getTime() - minutes * 60_000))
);
const ticket = fc.record({
  connection: fc.constantFrom('paris', 'lyon'),
  external_id: fc.integer({ min: 1, max: 500 }),
  source: fc.constantFrom('atera' as const, 'atera' as const, 'odoo' as const),
  title: fc.option(fc.constantFrom('Serveur en panne', 'Imprimante')),
  status: fc.option(fc.constantFrom('Open', 'open ', 'Pending', 'Closed', 'Nouveau')),
  priority: fc.option(fc.constantFrom('Low', 'Critical', 'critical')),
  customer_id: fc.option(fc.constantFrom(101, 7)),
  customer_name: fc.option(fc.constantFrom('BASH', ' ba&amp;sh', 'Pimkie', 'PIMKIE ', 'April', 'Zoo', 'Bash SAS')),
  technician_id: fc.option(fc.constantFrom(1, 2)),
  technician_name: fc.constant(null),
  created_at: fc.option(age, { freq: 10 }),
  first_comment_at: comment,
  last_end_user_comment_at: comment,
  last_technician_comment_at: comment,
  first_response_due_at: fc.option(due),
  closed_due_at: fc.option(due),
});
const tickets = fc
  .uniqueArray(ticket, { maxLength: 60, size: 'max', selector: (row) => `${row.connection} ${row.external_id}` })
  // A reading of its own for each, so that there is one latest name.
  .map((rows) =>
    rows.map((row, index) => ({
      ...row,
      technician_name: row.technician_id === null ? null : `T${row.technician_id} ${index % 2}`,
      read_at: new Date(NOW.getTime() - index * 1000),
    }))
  );
type Row = RawTicket & { read_at: Date };

const valuesOf = async (store: Store, dataset: string, options: AskOptions = {}) =>
  (await ask(store, dataset, { rules: CLIENT_RULES, ...options })).rows.map((row) => Object.values(row));

async function fill(store: Store, rows: Row[]): Promise<void> {
  await sql`truncate tickets cascade`.execute(store.db);
  await insertTickets(store, rows, CLIENT_RULES);
}

async function compareClients(store: Store, rows: Row[]): Promise<void> {
  assert.deepEqual(await valuesOf(store, 'tickets.by_client'), expectedClients(rows, NOW));
  for (const queue of QUEUES) {
    const values = await valuesOf(store, 'tickets.by_client', { params: { queue } });
    assert.deepEqual(values, expectedClients(rows, NOW, queue), queue);
    const params = { position: QUEUES.indexOf(queue) + 1 };
    assert.deepEqual(await valuesOf(store, 'tickets.by_client', { params }), values, queue);
    const ofQueue = rows.filter((row) => queueOf(row) === queue);
    const open = ofQueue.filter((row) => classOf(row) === 'open').length;
    assert.equal(
      values.reduce((sum, [, count]) => sum + (count as number), 0),
      open
    );
    const [totals] = (await ask(store, 'tickets.by_queue', { rules: CLIENT_RULES, params: { queue } })).rows;
    assert.deepEqual(
      [totals?.['open'], totals?.['overdue']],
      [open, ofQueue.filter((row) => isOverdue(row, NOW)).length]
    );
  }
}

async function compareAgeing(store: Store, rows: Row[]): Promise<void> {
  const counts = async (params: Record<string, unknown>) =>
    (await valuesOf(store, 'tickets.ageing', { params })).map(([, count]) => count);
  assert.deepEqual(await counts({}), expectedAgeing(rows, NOW));
  for (const name of ['BASH', 'ba&sh', 'Autres', 'Zoo']) {
    const wanted = rows.filter((row) =>
      name === 'Zoo' ? row.customer_name === 'Zoo' : clientOf(row) === (name === 'ba&sh' ? 'BASH' : name)
    );
    const inQueue = wanted.filter((row) => queueOf(row) !== 'admin');
    assert.deepEqual(
      await counts({ client: name, queue: ['support', 'sysadmin'] }),
      expectedAgeing(inQueue, NOW),
      name
    );
  }
}

async function compareList(store: Store, rows: Row[]): Promise<void> {
  const list = async (params: Record<string, unknown>) =>
    (await ask(store, 'tickets.list', { rules: CLIENT_RULES, params })).rows
      .map((row) => [row['source'], row['id']].join(' '))
      .sort();
  const ids = (wanted: Row[]) => wanted.map((row) => `${row.connection} ${row.external_id}`).sort();
  const active = rows.filter(isActive);
  assert.deepEqual(await list({ overdue: true }), ids(active.filter((row) => isOverdue(row, NOW))));
  assert.deepEqual(
    await list({ overdue: false, queue: 'admin' }),
    ids(active.filter((row) => queueOf(row) === 'admin' && !isOverdue(row, NOW)))
  );
  assert.deepEqual(
    await list({ client: 'BASH', class: 'open' }),
    ids(rows.filter((row) => clientOf(row) === 'BASH' && classOf(row) === 'open'))
  );
}

async function compareService(store: Store, rows: Row[]): Promise<void> {
  const waiting = (await ask(store, 'tickets.waiting', { rules: CLIENT_RULES })).rows;
  const sorted = (pairs: unknown[][]) => pairs.map((pair) => JSON.stringify(pair)).sort();
  assert.deepEqual(
    sorted(waiting.map((row) => [[row['source'], row['id']].join(' '), row['waiting_s']])),
    sorted(expectedWaiting(rows, NOW))
  );
  const waited = waiting.map((row) => (row['waiting_s'] as number | null) ?? -1);
  assert.deepEqual(
    waited,
    waited.toSorted((a, b) => b - a)
  );

  assert.deepEqual(await valuesOf(store, 'tickets.sla'), [
    ['first_response', ...expectedSla(rows, NOW, 'first_response')],
    ['resolution', ...expectedSla(rows, NOW, 'resolution')],
  ]);
  assert.deepEqual(
    sorted((await valuesOf(store, 'tickets.technicians')).map((row) => row.slice(0, 3))),
    sorted(expectedTechnicians(rows))
  );
  const alarms = async (alarm: string) =>
    (await valuesOf(store, 'tickets.alarms', { params: { alarm } })).map(([queue, , count]) => [queue, count]);
  assert.deepEqual(
    await alarms('critical_unanswered'),
    QUEUES.map((queue) => [queue, expectedCritical(rows, NOW, queue)])
  );
  const overdue = QUEUES.map((queue) => rows.filter((row) => queueOf(row) === queue && isOverdue(row, NOW)).length);
  assert.deepEqual(
    await alarms('overdue'),
    QUEUES.map((queue, index) => [queue, (overdue[index] ?? 0) > 2 ? overdue[index] : 0])
  );
}

testOnStores('clients, ageing and service equal an independent computation', async (_t, store) => {
  await fc.assert(
    fc.asyncProperty(tickets, async (rows) => {
      await fill(store, rows);
      await compareClients(store, rows);
      await compareAgeing(store, rows);
      await compareList(store, rows);
      await compareService(store, rows);
    }),
    { numRuns: 15, seed: 20_260_310 }
  );
});

testOnStores('the board at a moment is the board that was shown then', async (_t, store) => {
  await store.db
    .insertInto('source_states')
    .values(['paris', 'lyon'].map((connection) => sourceState({ connection })))
    .execute();
  const questions: [string, Record<string, unknown>][] = [
    ['tickets.summary', {}],
    ['tickets.by_priority', { class: 'open' }],
    ['tickets.by_priority', { class: 'pending' }],
    ['tickets.by_client', {}],
    ['tickets.by_client', { queue: 'support' }],
    ['tickets.by_queue', {}],
  ];
  const unknownThen = { first_response_mean_s: null, first_response_median_s: null, first_response_p90_s: null };
  const later = new Date(NOW.getTime() + 30 * DAY);
  await fc.assert(
    fc.asyncProperty(tickets, async (rows) => {
      await sql`truncate snapshots cascade`.execute(store.db);
      await fill(store, rows);
      assert.ok(await takeSnapshot(store.db, CLIENT_RULES, NOW));
      const shown = await Promise.all(
        questions.map(async ([dataset, params]) => (await ask(store, dataset, { rules: CLIENT_RULES, params })).rows)
      );
      await sql`truncate tickets cascade`.execute(store.db);
      for (const [index, [dataset, params]] of questions.entries()) {
        const at = new Date(NOW.getTime() + 45_000).toISOString();
        const answer = await ask(store, dataset, { rules: CLIENT_RULES, now: later, params: { ...params, at } });
        const expected = shown[index]?.map((row) => (dataset === 'tickets.summary' ? { ...row, ...unknownThen } : row));
        assert.deepEqual(answer.rows, expected, dataset);
        assert.ok(answer.notices.some(({ text }) => text.fr === 'Le tableau tel qu’il était le 10/03/2026 à 13:00.'));
      }
    }),
    { numRuns: 8, seed: 20_260_310 }
  );
});

testOnStores('the very limits: 72 h is not overdue, nor does an hour make an alarm', async (_t, store) => {
  const hours = (count: number, ms = 0) => new Date(NOW.getTime() - count * HOUR - ms);
  const critical = { priority: 'Critical', title: 'Serveur' };
  await insertTickets(
    store,
    [
      { external_id: 1, created_at: hours(72) },
      { external_id: 2, created_at: hours(72, 1) },
      { external_id: 3, created_at: hours(72, 1), status: 'Pending' },
      { external_id: 4, created_at: null },
      { external_id: 5, ...critical, created_at: hours(1) },
      { external_id: 6, ...critical, created_at: hours(1, 1) },
      { external_id: 7, ...critical, created_at: hours(2), last_technician_comment_at: NOW },
      { external_id: 8, ...critical, created_at: hours(2), source: 'odoo', connection: 'odoo' },
      { external_id: 9, created_at: hours(5 * 24), source: 'odoo', connection: 'odoo' },
      { external_id: 10, created_at: hours(5 * 24, 1), source: 'odoo', connection: 'odoo' },
    ],
    CLIENT_RULES
  );
  const { rows } = await ask(store, 'tickets.list', { rules: CLIENT_RULES, params: { overdue: true } });
  assert.deepEqual(
    rows.map((row) => row['id']),
    ['2', '10']
  );
  assert.deepEqual(await valuesOf(store, 'tickets.alarms', { params: { alarm: 'critical_unanswered' } }), [
    ['support', 'SUPPORT', 0],
    ['admin', 'ADMIN', 0],
    ['sysadmin', 'SYSADMIN', 1],
  ]);
});

testOnStores('a queue on the business clock counts opening hours, and says so', async (_t, store) => {
  const rules: Rules = {
    ...CLIENT_RULES,
    queues: CLIENT_RULES.queues.map((queue) =>
      queue.id === 'support' ? { ...queue, clock: 'business', overdueAfter: { amount: 10, unit: 'h' } } : queue
    ),
  };
  // 13:00 in Paris on a Tuesday, open since 9: ten open hours before is Monday at 12:00.
  const limit = Date.parse('2026-03-09T11:00:00Z');
  await insertTickets(
    store,
    [0, 1].map((ms) => ({ external_id: ms + 1, customer_name: 'APRIL', created_at: new Date(limit - ms) })),
    CLIENT_RULES
  );
  const { rows, notices } = await ask(store, 'tickets.by_client', { rules, params: { queue: 'support' } });
  const april = rows.find((row) => row['client'] === 'APRIL');
  assert.deepEqual([april?.['open'], april?.['overdue']], [2, 1]);
  assert.deepEqual(
    notices.filter(({ text }) => text.fr.startsWith('SUPPORT')).map(({ text }) => text.fr),
    ['SUPPORT : en retard au-delà de 10 h ouvrées (heures d’ouverture, sans week-ends ni jours fériés).']
  );
  const other = await ask(store, 'tickets.by_client', { rules, params: { queue: 'admin' } });
  assert.ok(!other.notices.some(({ text }) => text.fr.includes('ouvré')));
});

testOnStores('a place on the screen that the rules leave empty has no clients', async (_t, store) => {
  await insertTickets(store, [{ external_id: 1, customer_name: 'APRIL' }], CLIENT_RULES);
  for (const params of [{ position: QUEUES.length + 1 }, { position: 1, queue: QUEUES[1] }]) {
    assert.deepEqual(await valuesOf(store, 'tickets.by_client', { params }), [], JSON.stringify(params));
  }
});
