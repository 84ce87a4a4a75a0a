import assert from 'node:assert/strict';

import fc from 'fast-check';
import { sql } from 'kysely';

import { localDays } from '../../src/domain/clock/local-days.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import { keepFlow } from '../../src/store/history/ticket-flow.ts';
import { purgeTickets } from '../../src/store/upstream-rows/tickets-repository.ts';
import { ask, insertTickets, sourceState } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';

/* Figures per day, against a plain count by the dates that `Intl` gives; around both changes of the clocks. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const dateIn = (zone: string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
  return (instant: Date) => format.format(instant);
};
const around = (text: string) =>
  fc.integer({ min: -72, max: 72 }).map((halfHours) => new Date(Date.parse(text) + halfHours * HOUR * 0.5));

for (const [name, change] of [
  ['summer', '2026-03-29T01:00:00Z'],
  ['winter', '2026-10-25T01:00:00Z'],
] as const) {
  const ticket = fc.record({
    status: fc.constantFrom('Open', 'Pending', 'Closed'),
    created_at: fc.option(around(change)),
    resolved_at: fc.option(around(change)),
    first_comment_at: fc.option(around(change)),
    gone_at: fc.option(fc.constant(new Date(change)), { freq: 8 }),
  });
  testOnStores(`flow and first responses per day at the change to ${name} time`, async (_t, store) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(ticket, { maxLength: 80, size: 'max' }),
        fc.constantFrom('Europe/Paris', 'America/New_York', 'UTC'),
        async (rows, timezone) => {
          await sql`truncate tickets cascade`.execute(store.db);
          await insertTickets(
            store,
            rows.map((row, index) => ({ external_id: index + 1, ...row }))
          );
          const [from, to] = [new Date(Date.parse(change) - DAY), new Date(Date.parse(change) + DAY)];
          const options = { from, to, timezone, now: new Date(Date.parse(change) + 30 * DAY) };
          const dateOf = dateIn(timezone);
          const there = rows.filter((row) => row.gone_at === null);
          const on = (date: string, instant: Date | null) => instant !== null && dateOf(instant) === date;
          const dates = [
            ...new Set([-24, -12, 0, 12, 24].map((hours) => dateOf(new Date(Date.parse(change) + hours * HOUR)))),
          ];

          const flow = (await ask(store, 'tickets.flow', options)).rows;
          assert.deepEqual(
            flow.map((row) => [dateOf(row['day'] as Date), row['created'], row['resolved']]),
            dates.map((date) => [
              date,
              there.filter((row) => on(date, row.created_at)).length,
              there.filter((row) => on(date, row.resolved_at)).length,
            ])
          );

          const responses = (await ask(store, 'tickets.first_response', options)).rows;
          const expected = dates.map((date) => {
            const created = there.filter((row) => on(date, row.created_at));
            const seconds = created.flatMap(({ created_at, first_comment_at }) =>
              created_at && first_comment_at
                ? [Math.max(0, first_comment_at.getTime() - created_at.getTime()) / 1000]
                : []
            );
            const mean = seconds.length === 0 ? null : seconds.reduce((a, b) => a + b, 0) / seconds.length;
            const waiting = created.filter((row) => row.first_comment_at === null && row.status !== 'Closed');
            return [date, mean === null ? null : Math.round(mean * 1000), seconds.length, waiting.length];
          });
          assert.deepEqual(
            responses.map((row) => {
              const mean = row['mean_s'] as number | null;
              return [
                dateOf(row['day'] as Date),
                mean === null ? null : Math.round(mean * 1000),
                row['count'],
                row['unanswered'],
              ];
            }),
            expected
          );
        }
      ),
      { numRuns: 10, seed: 20_260_329 }
    );
  });
}

testOnStores('first responses: median and p90 interpolate', async (_t, store) => {
  const created = new Date('2026-03-10T08:00:00Z');
  await insertTickets(
    store,
    [10, 20, 30, 100].map((seconds, index) => ({
      external_id: index + 1,
      status: 'Closed',
      created_at: created,
      first_comment_at: new Date(created.getTime() + seconds * 1000),
    }))
  );
  const [row] = (await ask(store, 'tickets.first_response')).rows;
  assert.equal(row?.['mean_s'], 40);
  assert.equal(row['median_s'], 25);
  assert.ok(Math.abs((row['p90_s'] as number) - 79) < 1e-9);
});

testOnStores('flow: narrowed by queue and big client; other clients have no history', async (_t, store) => {
  await insertTickets(store, [
    { external_id: 1, customer_name: 'pimkie' },
    { external_id: 2, customer_name: 'Zoo' },
    { external_id: 3, customer_name: 'BASH', source: 'odoo', connection: 'odoo' },
  ]);
  const created = async (params: Record<string, unknown>) =>
    (await ask(store, 'tickets.flow', { params })).rows.map((row) => row['created']);
  assert.deepEqual(await created({}), [3]);
  assert.deepEqual(await created({ client: 'Pimkie' }), [1]);
  assert.deepEqual(await created({ client: ['Autres', 'Pimkie'] }), [2]);
  assert.deepEqual(await created({ queue: 'admin' }), [1]);
  assert.deepEqual(await created({ source: 'atera' }), [2]);
  assert.deepEqual(await created({ source: 'odoo' }), [1]);
  await assert.rejects(created({ client: 'Zoo' }), /big clients of the rules and of "Autres": \["Zoo"\]/);
  await assert.rejects(created({ queue: 'compta' }), /no queue "compta": they have support, admin, sysadmin/);
});

testOnStores(
  'flow: the last days end today in the time zone of the question, whatever its range',
  async (_t, store) => {
    // Half past midnight on 11 March in Paris, which is still the 10th in UTC.
    const now = new Date('2026-03-10T23:30:00Z');
    await insertTickets(
      store,
      ['2026-03-10T23:00:00Z', '2026-03-10T22:59:59.999Z', '2026-03-03T23:00:00Z', '2026-03-03T22:59:59Z'].map(
        (created, index) => ({
          external_id: index + 1,
          status: 'Closed',
          created_at: new Date(created),
          resolved_at: new Date('2026-03-10T23:10:00Z'),
        })
      )
    );
    const flow = async (timezone: string) => {
      const range = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-02T00:00:00Z') };
      const { rows } = await ask(store, 'tickets.flow', { ...range, now, timezone, params: { days: 8 } });
      return rows.map((row) => [dateIn(timezone)(row['day'] as Date), row['created'], row['resolved']]);
    };
    assert.deepEqual(await flow('Europe/Paris'), [
      ['2026-03-04', 1, 0],
      ...[5, 6, 7, 8, 9].map((day) => [`2026-03-0${day}`, 0, 0]),
      ['2026-03-10', 1, 0],
      ['2026-03-11', 1, 4],
    ]);
    assert.deepEqual((await flow('UTC')).at(0), ['2026-03-03', 2, 0]);
    assert.deepEqual((await flow('UTC')).at(-1), ['2026-03-10', 2, 4]);
  }
);

testOnStores(
  'flow: days outlive the purge of their tickets, and are known from the first kept day on',
  async (_t, store) => {
    const rules = { ...DEFAULT_RULES, retention: { ...DEFAULT_RULES.retention, doneDays: 10 } };
    const noon = (day: number) => new Date(Date.UTC(2026, 2, day, 12));
    await store.db
      .insertInto('source_states')
      .values([sourceState(), sourceState({ connection: 'new', full_read_at: null })])
      .execute();
    await insertTickets(store, [
      { external_id: 1, status: 'Closed', created_at: noon(2), resolved_at: noon(4) },
      { external_id: 2, status: 'Closed', created_at: noon(4), resolved_at: noon(5) },
      { external_id: 3, status: 'Open', created_at: noon(5) },
      { external_id: 4, connection: 'new', status: 'Open', created_at: noon(5) },
    ]);
    // As the daily job does, on 10 March: whole days from the retention's limit to yesterday.
    await keepFlow(store.db, localDays(noon(1), noon(9), 'Europe/Paris'));
    await keepFlow(store.db, localDays(noon(3), noon(9), 'Europe/Paris'));
    assert.equal(await purgeTickets(store.db, noon(10)), 2);

    const options = { rules, from: noon(0), to: noon(30), now: noon(18), timezone: 'Europe/Paris' };
    const { rows } = await ask(store, 'tickets.flow', options);
    const shown = rows.map((row) => [(row['day'] as Date).toISOString().slice(0, 13), row['created'], row['resolved']]);
    // Days before the retention's limit (8 March, noon) come from what was kept, the days after it from the tickets.
    const day = (date: number, created: number, resolved: number) => [
      new Date(Date.UTC(2026, 2, date - 1, 23)).toISOString().slice(0, 13),
      created,
      resolved,
    ];
    assert.deepEqual(shown, [
      day(2, 1, 0),
      day(3, 0, 0),
      day(4, 1, 1),
      day(5, 1, 1),
      ...[6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18].map((date) => day(date, 0, 0)),
    ]);
    const created = async (source: string) =>
      (await ask(store, 'tickets.flow', { ...options, params: { source } })).rows
        .slice(0, 4)
        .map((row) => row['created']);
    assert.deepEqual(await created('atera'), [1, 0, 1, 1]);
    assert.deepEqual(await created('odoo'), [0, 0, 0, 0]);
  }
);
