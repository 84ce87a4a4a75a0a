import assert from 'node:assert/strict';

import { fixedClock } from '../../src/domain/clock/clock.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { takeSnapshot, thinSnapshots } from '../../src/store/history/snapshots.ts';
import type { SourceStateRow } from '../../src/store/schema.ts';
import {
  ago,
  ask,
  type AskOptions,
  insertTickets,
  NOW,
  READER,
  sourceState,
  type WrittenTicketRow,
} from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';
import { ateraSync, withAtera } from '../support/upstreams/atera.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

async function connect(store: Store, ...states: Partial<SourceStateRow>[]): Promise<void> {
  await store.db.insertInto('source_states').values(states.map(sourceState)).execute();
}

const take = (store: Store, secondsAgo: number) => takeSnapshot(store.db, DEFAULT_RULES, ago(secondsAgo));
const change = (store: Store, id: number, values: Partial<WrittenTicketRow>) =>
  store.db.updateTable('tickets').set(values).where('external_id', '=', id).execute();
const momentsOf = async (store: Store) =>
  (await store.db.selectFrom('snapshots').select('taken_at').distinct().orderBy('taken_at').execute()).map(
    (row) => row.taken_at
  );
/** `time series count` of a backlog. */
const backlog = async (store: Store, options: AskOptions) =>
  (await ask(store, 'tickets.history', options)).rows.map(
    (row) => `${(row['time'] as Date).toISOString().slice(11, 16)} ${[row['series'], row['count']].join(' ')}`
  );

testOnStores(
  'a snapshot is kept when something changed, and once an hour; never two in a minute',
  async (_t, store) => {
    await connect(store, {});
    await insertTickets(store, [{ external_id: 1, created_at: ago(20 * DAY) }]);
    assert.equal(await take(store, 5 * HOUR), true);
    assert.equal(await take(store, 5 * HOUR - 2 * MINUTE), false, 'nothing changed');
    await change(store, 1, { impact_class: 'major' });
    assert.equal(await take(store, 5 * HOUR - 3 * MINUTE), true, 'an impact changed');
    await change(store, 1, { impact_class: 'minor' });
    assert.equal(await take(store, 5 * HOUR - 3 * MINUTE - 59), false, 'less than a minute after');
    assert.equal(await take(store, 5 * HOUR - 4 * MINUTE), true, 'a minute after');
    assert.equal(await take(store, 4 * HOUR - 4 * MINUTE + 1), false, 'less than an hour after');
    assert.equal(await take(store, 4 * HOUR - 4 * MINUTE), true, 'an hour after, although nothing changed');
  }
);

testOnStores('a ticket that becomes overdue changes the board by itself', async (_t, store) => {
  await connect(store, {});
  await insertTickets(store, [{ external_id: 1, created_at: ago(72 * HOUR) }]);
  assert.equal(await take(store, 2 * MINUTE), true);
  assert.equal(await take(store, 0), false, 'exactly 72 h is not overdue');
  assert.equal(await takeSnapshot(store.db, DEFAULT_RULES, new Date(NOW.getTime() + 1)), true);
});

testOnStores('a connection is part of it from its first reading on, even without tickets', async (_t, store) => {
  await connect(store, { connection: 'new', reconciled_at: null });
  await insertTickets(store, [{ external_id: 1, connection: 'new' }]);
  assert.equal(await take(store, 10 * MINUTE), false);
  await connect(store, { connection: 'empty' });
  assert.equal(await take(store, 9 * MINUTE), true);
  assert.deepEqual(await store.db.selectFrom('snapshots').select(['connection', 'read_at']).execute(), [
    { connection: 'empty', read_at: ago(5) },
  ]);
  const [row] = (await ask(store, 'tickets.summary', { params: { at: ago(5 * MINUTE).toISOString() } })).rows;
  assert.equal(row?.['total'], 0);
});

testOnStores('before the first snapshot there is nothing to show, and a notice says so', async (_t, store) => {
  await connect(store, {});
  await insertTickets(store, [{ external_id: 1 }]);
  await take(store, HOUR);
  const at = (seconds: number) => ({ params: { at: String(ago(seconds).getTime()) } });
  const before = await ask(store, 'tickets.summary', at(HOUR + 1));
  assert.deepEqual(before.rows, []);
  assert.equal(before.notices.at(-1)?.text.en, 'No snapshot of the board before 2026-03-10 at 11:59.');
  assert.equal((await ask(store, 'tickets.summary', at(HOUR))).rows.length, 1);
  // Within the last minute, and later, the tickets themselves answer: response times are known.
  await change(store, 1, { first_comment_at: ago(1) });
  assert.equal((await ask(store, 'tickets.summary', at(59))).rows[0]?.['first_response_mean_s'], 3599);
  assert.equal((await ask(store, 'tickets.summary', at(-DAY))).rows[0]?.['first_response_mean_s'], 3599);
  assert.equal((await ask(store, 'tickets.summary', at(60))).rows[0]?.['first_response_mean_s'], null);
});

testOnStores('a token sees the past of its connections only', async (_t, store) => {
  await connect(store, { connection: 'paris' }, { connection: 'lyon' });
  await insertTickets(store, [
    { external_id: 1, connection: 'paris' },
    { external_id: 2, connection: 'paris' },
    { external_id: 3, connection: 'lyon' },
  ]);
  await take(store, HOUR);
  const params = { at: ago(HOUR).toISOString() };
  const totalOf = async (connections: string[]) =>
    (await ask(store, 'tickets.summary', { params, access: { ...READER, connections } })).rows[0]?.['total'];
  assert.equal(await totalOf(['paris']), 2);
  assert.equal(await totalOf(['lyon']), 1);
  assert.equal(await totalOf(['nantes']), undefined);
  const range = { from: ago(2 * HOUR), to: NOW };
  const lyon = { ...READER, connections: ['lyon'] };
  assert.deepEqual(await backlog(store, { ...range, access: lyon }), ['11:00 Ouverts 1', '11:00 En attente 0']);
  assert.deepEqual(await backlog(store, { ...range, access: { ...READER, connections: [] } }), []);
});

testOnStores('backlog over time by each dimension, zeros included', async (_t, store) => {
  await connect(store, {}, { connection: 'odoo', kind: 'odoo' });
  await insertTickets(store, [
    { external_id: 1, customer_name: 'BASH', priority: 'Critical', impact: 'Major' },
    { external_id: 2, customer_name: 'Zoo', status: 'Pending', priority: null },
    { external_id: 3, customer_name: 'Pimkie', connection: 'odoo', source: 'odoo' },
  ]);
  await take(store, 50 * MINUTE);
  await change(store, 1, { status_class: 'done' });
  await take(store, 20 * MINUTE);
  const range = { from: ago(HOUR), to: NOW };
  const ask = (params: Record<string, unknown>) => backlog(store, { ...range, params });

  assert.deepEqual(await ask({}), ['11:10 Ouverts 2', '11:10 En attente 1', '11:40 Ouverts 1', '11:40 En attente 1']);
  assert.deepEqual(await ask({ class: 'open' }), ['11:10 Ouverts 2', '11:40 Ouverts 1']);
  assert.deepEqual(await ask({ by: 'impact', source: 'atera' }), [
    '11:10 Majeur 1',
    '11:10 Mineur 0',
    '11:10 Aucun 1',
    '11:40 Majeur 0',
    '11:40 Mineur 0',
    '11:40 Aucun 1',
  ]);
  assert.deepEqual((await ask({ by: 'priority', class: 'open', source: 'odoo' })).slice(0, 4), [
    '11:10 Faible 1',
    '11:10 Moyenne 0',
    '11:10 Haute 0',
    '11:10 Critique 0',
  ]);
  assert.equal((await ask({ by: 'priority' })).length, 10, 'a fifth series, for the ticket without priority');
  assert.deepEqual((await ask({ by: 'queue' })).slice(0, 3), ['11:10 SUPPORT 2', '11:10 ADMIN 1', '11:10 SYSADMIN 0']);
  const byClient = await ask({ by: 'client' });
  assert.equal(byClient.length, 14);
  assert.deepEqual(
    byClient.filter((row) => !row.endsWith(' 0')),
    ['11:10 BASH 1', '11:10 Pimkie 1', '11:10 Autres 1', '11:40 Pimkie 1', '11:40 Autres 1']
  );
  assert.deepEqual(await ask({ client: 'Pimkie', class: 'open' }), ['11:10 Ouverts 1', '11:40 Ouverts 1']);
  assert.deepEqual(await ask({ queue: 'support', class: 'open' }), ['11:10 Ouverts 1', '11:40 Ouverts 0']);
});

testOnStores(
  'backlog: begins with what held before, takes the last of points that fall together',
  async (_t, store) => {
    await connect(store, {});
    const pastWith = async (secondsAgo: number, tickets: number) => {
      await insertTickets(store, [{ external_id: tickets }]);
      assert.equal(await take(store, secondsAgo), true);
    };
    await pastWith(25 * HOUR, 1);
    await pastWith(50 * MINUTE, 2);
    await pastWith(40 * MINUTE, 3);
    await pastWith(10 * MINUTE, 4);
    const params = { class: 'open' };
    assert.deepEqual(await backlog(store, { from: ago(HOUR), to: NOW, maxDataPoints: 2, params }), [
      '11:00 Ouverts 1',
      '11:20 Ouverts 3',
      '11:50 Ouverts 4',
    ]);
    // What held more than a day before is no longer known.
    assert.deepEqual(await backlog(store, { from: ago(-2 * HOUR), to: ago(-3 * HOUR), params }), ['14:00 Ouverts 4']);
    assert.deepEqual(await backlog(store, { from: ago(-3 * DAY), to: ago(-4 * DAY), params }), []);
  }
);

testOnStores('a client that the rules no longer have counts among the others', async (_t, store) => {
  await connect(store, {});
  await insertTickets(store, [{ external_id: 1, customer_name: 'BASH' }]);
  await take(store, HOUR);
  const rules = { ...DEFAULT_RULES, clients: DEFAULT_RULES.clients.filter(({ name }) => name !== 'BASH') };
  const params = { at: ago(30 * MINUTE).toISOString(), queue: 'support' };
  const { rows } = await ask(store, 'tickets.by_client', { rules, params });
  assert.deepEqual(rows.at(-1), {
    client: 'Autres',
    open: 1,
    overdue: 0,
    oldest_age_s: 0,
    volume: 1 / 20,
    level: 'none',
    warn: null,
    high: null,
    overdue_after: '72 h',
    overdue_after_en: '72 h',
    clock: 'calendar',
    queue_title: 'SUPPORT',
  });
});

testOnStores('thinning removes whole snapshots with their counts', async (_t, store) => {
  await connect(store, {}, { connection: 'lyon' });
  await insertTickets(store, [{ external_id: 1 }, { external_id: 2, connection: 'lyon' }]);
  const instants = [40 * DAY, 40 * DAY - HOUR, 3 * DAY, 3 * DAY - 5 * MINUTE, DAY, 0].map(ago);
  for (const [index, instant] of instants.entries()) {
    await change(store, 1, { priority_class: index % 2 === 0 ? 'high' : 'low' });
    assert.ok(await takeSnapshot(store.db, DEFAULT_RULES, instant));
  }
  assert.equal(await thinSnapshots(store.db, DEFAULT_RULES, NOW), 2);
  assert.deepEqual(
    await momentsOf(store),
    [1, 3, 4, 5].map((index) => instants[index])
  );
  const counts = await store.db.selectFrom('snapshot_counts').select('taken_at').execute();
  assert.equal(counts.length, 8);
  assert.equal(await thinSnapshots(store.db, DEFAULT_RULES, NOW), 0);
});

testOnStores('each reading of an upstream leaves a snapshot behind', async (t, store) => {
  const atera = await withAtera(t, {
    generate: { seed: 3, now: NOW, activeTickets: 20, doneTickets: 5, openAlerts: 2 },
  });
  const { sync, log } = ateraSync(t, store, atera, { clock: fixedClock(NOW) });
  await sync.syncNow();
  await sync.syncNow();
  assert.deepEqual(await momentsOf(store), [NOW]);
  const row = await store.db
    .selectFrom('snapshot_counts')
    .select((select) => select.fn.sum<number>('tickets').as('tickets'))
    .executeTakeFirstOrThrow();
  assert.equal(row.tickets, 20);
  assert.doesNotMatch(log.text(), /could not be kept/);
});
