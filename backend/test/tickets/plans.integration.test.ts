import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sql } from 'kysely';

import { localDays } from '../../src/domain/clock/local-days.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import { boardAt } from '../../src/store/history/board.ts';
import { flowOf } from '../../src/store/history/ticket-flow.ts';
import type { StoreDatabase } from '../../src/store/schema.ts';
import { countByAge } from '../../src/store/tickets/ageing.ts';
import { countAttention } from '../../src/store/tickets/attention.ts';
import { dueTickets } from '../../src/store/tickets/due-dates.ts';
import { countByPriority, countOpen, summarizeTickets } from '../../src/store/tickets/figures.ts';
import { newestTickets } from '../../src/store/tickets/list.ts';
import { newestAlerts } from '../../src/store/tickets/newest-alerts.ts';
import { NOW, READER } from '../support/models/tickets.ts';
import { skipReason, withStore } from '../support/store/store.ts';

/*
 * With 50,000 tickets in the store, the board counts in indexes alone: where one column is missing there, PostgreSQL reads the whole
 * table instead.
 */

/** The plan PostgreSQL chooses for the one query that `run` asks of the database. */
async function planOf(db: StoreDatabase, run: (db: StoreDatabase) => Promise<unknown>): Promise<string> {
  const asked: { sql: string; parameters: readonly unknown[] }[] = [];
  const recording = db.withPlugin({
    transformQuery: ({ node }) => {
      asked.push(db.getExecutor().compileQuery(node, { queryId: 'plan' }));
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await run(recording);
  // A subquery passes the plugin too, before the query it is part of.
  const query = asked.at(-1);
  const explain = { ...query, sql: `explain ${query?.sql}` };
  const { rows } = await db.executeQuery<Record<'QUERY PLAN', string>>(explain as never);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test('counts the board in its indexes alone', { skip: skipReason('postgres') }, async (t) => {
  const { db } = await withStore(t, 'postgres');
  await sql`
    insert into tickets (connection, external_id, source, title, status, created_at, first_comment_at, resolved_at,
                         status_class, impact_class, priority_class, read_at)
    select 'atera', n, 'atera', 'Ticket ' || n || repeat('.', 200), 'x', now() - n * interval '5 minutes', now(),
           case when n % 10 <> 0 then now() - n * interval '4 minutes' end,
           case when n % 10 <> 0 then 'done' when n % 40 = 0 then 'pending' else 'open' end, 'none', 'low', now()
    from generate_series(1, 50000) as n`.execute(db);
  await sql`
    insert into alerts (connection, external_id, title, created_at, read_at)
    select 'atera', n, 'Alert ' || n, now() - n * interval '5 minutes', now() from generate_series(1, 5000) as n`.execute(
    db
  );
  await sql`vacuum analyze tickets`.execute(db);
  await sql`vacuum analyze alerts`.execute(db);

  const lastWeek = localDays(new Date(Date.now() - 7 * 86_400_000), new Date(), 'Europe/Paris');
  const limited = { ...READER, connections: ['atera', 'lyon'] };
  for (const access of [READER, limited]) {
    for (const [scan, run] of [
      [
        'Only Scan using tickets_active',
        (on: StoreDatabase) => summarizeTickets(boardAt(on, access, DEFAULT_RULES, { now: NOW })),
      ],
      [
        'Only Scan using tickets_active',
        (on: StoreDatabase) => countByPriority(boardAt(on, access, DEFAULT_RULES, { now: NOW }), 'open'),
      ],
      [
        'Only Scan using tickets_active',
        (on: StoreDatabase) => countOpen(boardAt(on, access, DEFAULT_RULES, { now: NOW })),
      ],
      ['Only Scan using tickets_active', (on: StoreDatabase) => countByAge(on, access, {}, NOW)],
      [
        'Only Scan using tickets_active',
        (on: StoreDatabase) => countAttention(on, access, {}, { rules: DEFAULT_RULES, now: NOW }),
      ],
      ['Only Scan using tickets_active', (on: StoreDatabase) => dueTickets(on, access, { dueSince: NOW, limit: 50 })],
      ['Only Scan using tickets_created', (on: StoreDatabase) => flowOf(on, access, { source: 'atera' }, lastWeek)],
      ['Only Scan using tickets_resolved', (on: StoreDatabase) => flowOf(on, access, {}, lastWeek)],
      ['Scan using tickets_active', (on: StoreDatabase) => newestTickets(on, access, 'pending', 4)],
      ['Scan using alerts_newest', (on: StoreDatabase) => newestAlerts(on, access, 5)],
    ] as const) {
      const plan = await planOf(db, run);
      assert.match(plan, new RegExp(`${scan} on`), plan);
      assert.doesNotMatch(plan, /Seq Scan|Sort Key: created_at/, plan);
    }
  }
});
