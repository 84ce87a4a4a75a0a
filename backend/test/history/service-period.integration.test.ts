import assert from 'node:assert/strict';

import type { AnyRow } from '../../src/datasets/engine/rows.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import {
  closedModel,
  dateIn,
  type InventedTicket,
  inventTickets,
  milliseconds,
  on,
  resolutionModel,
  SERVICE_RULES,
  serviceModel,
} from '../support/models/service-model.ts';
import { ask, type AskOptions, insertTickets, NOW } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';

/* Service figures of a period, against plain loops over the same tickets, around both changes of the clocks. */

const WORLDS = [
  {
    name: 'spring in Paris',
    seed: 20_260_329,
    timezone: 'Europe/Paris',
    now: new Date('2026-04-15T22:30:00Z'),
    from: new Date('2026-03-15T12:00:00Z'),
    to: new Date('2026-04-15T22:30:00Z'),
    lastMonth: '2026-03',
  },
  {
    name: 'autumn in New York',
    seed: 20_261_101,
    timezone: 'America/New_York',
    now: new Date('2026-11-21T03:00:00Z'),
    from: new Date('2026-10-10T03:59:00Z'),
    to: new Date('2026-11-12T05:00:00Z'),
    lastMonth: '2026-10',
  },
];

const resolutionOf = (row: AnyRow): unknown[] => [
  ...['mean_s', 'median_s', 'p90_s'].map((column) => milliseconds(row[column] as number | null)),
  row['resolved'],
];
const SERVICE_COLUMNS = [
  ...['met', 'missed', 'open', 'undated', 'share'].map((name) => `first_response_${name}`),
  ...['met', 'missed', 'undated', 'share'].map((name) => `resolution_${name}`),
];
const serviceOf = (row: AnyRow): unknown[] => SERVICE_COLUMNS.map((column) => row[column]);

for (const { name, seed, timezone, now, from, to, lastMonth } of WORLDS) {
  testOnStores(`service figures of a period are those of a plain count: ${name}`, async (_t, store) => {
    const tickets = inventTickets(seed, 2_500, new Date(from.getTime() - 20 * 86_400_000), now);
    await insertTickets(
      store,
      tickets.map(({ label: _label, ...ticket }) => ticket),
      SERVICE_RULES
    );
    const dateOf = dateIn(timezone);
    const rowsOf = async (dataset: string, params: AskOptions['params'], changes: AskOptions = {}) =>
      (await ask(store, dataset, { from, to, timezone, now, rules: SERVICE_RULES, params, ...changes })).rows;
    const dates: string[] = [];
    for (let instant = from.getTime(); instant <= to.getTime(); instant += 3_600_000) {
      dates.push(dateOf(new Date(instant)));
    }
    const days = [...new Set([...dates, dateOf(to)])];
    const inRange = (date: string): boolean => days.includes(date);
    const created = (passes: (date: string) => boolean) => on(tickets, 'created_at', dateOf, passes);
    const resolved = (passes: (date: string) => boolean) => on(tickets, 'resolved_at', dateOf, passes);
    const ofClient = (list: InventedTicket[], wanted: (label: string | null) => boolean) =>
      list.filter(({ label }) => wanted(label));
    const isOther = (label: string | null): boolean => label === null || label === 'Zoo';

    const byDay = await rowsOf('tickets.resolution', {});
    assert.deepEqual(
      byDay.map((row) => [dateOf(row['day'] as Date), row['client'], ...resolutionOf(row)]),
      days.map((day) => [day, null, ...resolutionModel(resolved((date) => date === day))])
    );
    assert.ok(resolved(inRange).length > 500);

    const clients = ['BASH', 'Pimkie', 'Valeor', 'Autres'];
    const isOf = (client: string) => (label: string | null) =>
      client === 'Autres' ? isOther(label) : label === client;
    const byClient = await rowsOf('tickets.resolution', { by: 'client' });
    assert.deepEqual(
      byClient.map((row) => [row['day'], row['client'], ...resolutionOf(row)]),
      clients.map((client) => [null, client, ...resolutionModel(ofClient(resolved(inRange), isOf(client)))])
    );

    const service = (passes: (date: string) => boolean, wanted: (label: string | null) => boolean = () => true) =>
      serviceModel(ofClient(created(passes), wanted), ofClient(resolved(passes), wanted), now);
    assert.deepEqual(
      (await rowsOf('tickets.sla_period', {})).map((row) => [row['client'], ...serviceOf(row)]),
      clients.map((client) => [client, ...service(inRange, isOf(client))])
    );
    const months = [...new Set(days.map((day) => day.slice(0, 7)))];
    assert.deepEqual(
      (await rowsOf('tickets.sla_period', { by: 'month' })).map((row) => [
        dateOf(row['day'] as Date).slice(0, 7),
        ...serviceOf(row),
      ]),
      months.map((month) => [month, ...service((date) => inRange(date) && date.startsWith(month))])
    );
    // Last month's, whatever the range; with a name that only upstream knows, which has a row of its own.
    const answered = await rowsOf(
      'tickets.sla_period',
      { client: ['bash', 'zoo', 'Valeor'], period: 'last_month' },
      { from: now, to: now }
    );
    const isLast = (date: string): boolean => date.startsWith(lastMonth);
    assert.deepEqual(
      answered.map((row) => [row['client'], ...serviceOf(row)]),
      [
        ['BASH', ...service(isLast, isOf('BASH'))],
        ['Valeor', 0, 0, 0, 0, null, 0, 0, 0, null],
        ['Zoo', ...service(isLast, (label) => label === 'Zoo')],
      ]
    );

    const closed = await rowsOf('tickets.closed_per_technician', {});
    assert.deepEqual(
      closed
        .map((row) => [[row['technician'], row['source']].map(String).join('|'), row['closed']] as const)
        .toSorted(),
      closedModel(tickets, dateOf, inRange)
    );
    const counts = closed.map((row) => row['closed'] as number);
    assert.deepEqual(
      counts,
      counts.toSorted((a, b) => b - a)
    );
    // What one technician has is part of what was resolved on the days.
    const flow = await rowsOf('tickets.flow', {});
    assert.equal(
      counts.reduce((a, b) => a + b, 0),
      flow.reduce((sum, row) => sum + (row['resolved'] as number), 0)
    );
  });
}

testOnStores('service figures begin with the first day whose tickets are kept, and say so', async (_t, store) => {
  const rules = { ...DEFAULT_RULES, retention: { ...DEFAULT_RULES.retention, doneDays: 10 } };
  await insertTickets(store, [{ external_id: 1, status: 'Closed', resolved_at: NOW }]);
  const question = { from: new Date('2025-01-01T00:00:00Z'), to: NOW, timezone: 'Europe/Paris' };
  const cut = await ask(store, 'tickets.resolution', { ...question, rules });
  assert.equal(cut.rows.length, 10);
  assert.match(
    cut.notices.map(({ text }) => text.en).join(),
    /kept for 10 days only: these figures begin on 2026-03-01/
  );
  const gone = await ask(store, 'tickets.sla_period', { ...question, rules, to: new Date('2025-02-01T00:00:00Z') });
  assert.deepEqual(gone.rows, []);
  assert.match(gone.notices.map(({ text }) => text.fr).join(), /conservés que 10 jours/);

  const longest = { ...DEFAULT_RULES, retention: { ...DEFAULT_RULES.retention, doneDays: 36_500 } };
  const old = await ask(store, 'tickets.sla_period', {
    ...{ ...question, rules: longest, from: new Date('1000-01-01T00:00:00Z') },
    params: { by: 'month' },
  });
  assert.equal(old.rows.length, 121);
  assert.match(old.notices.map(({ text }) => text.en).join(), /limited to 10 years: these figures begin on 2016-03-10/);
});

testOnStores('service figures refuse a queue that the rules do not have', async (_t, store) => {
  for (const dataset of ['tickets.resolution', 'tickets.sla_period', 'tickets.closed_per_technician']) {
    await assert.rejects(ask(store, dataset, { params: { queue: 'compta' } }), /no queue "compta"/);
  }
});
