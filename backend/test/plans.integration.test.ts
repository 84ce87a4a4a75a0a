import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sql } from 'kysely';

import { newestAlerts } from '../src/store/newest-alerts.ts';
import type { StoreDatabase } from '../src/store/schema.ts';
import { countByPriority, summarizeTickets } from '../src/store/ticket-figures.ts';
import { newestTickets } from '../src/store/ticket-list.ts';
import { skipReason, withStore } from './support/store.ts';
import { READER } from './support/tickets.ts';

/* With 50,000 tickets in the store, the board's queries read the index of the active ones, never the whole table. */

/** The plans PostgreSQL chooses for what `run` asks of the database. */
async function plansOf(db: StoreDatabase, run: (db: StoreDatabase) => Promise<unknown>): Promise<string[]> {
  const asked: { sql: string; parameters: readonly unknown[] }[] = [];
  const recording = db.withPlugin({
    transformQuery: ({ node }) => {
      asked.push(db.getExecutor().compileQuery(node, { queryId: 'plan' }));
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await run(recording);
  return Promise.all(
    asked.map(async (query) => {
      const explain = { ...query, sql: `explain ${query.sql}` };
      const { rows } = await db.executeQuery<Record<'QUERY PLAN', string>>(explain as never);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    })
  );
}

test('the board is read from its indexes', { skip: skipReason('postgres') }, async (t) => {
  const { db } = await withStore(t, 'postgres');
  await sql`
    insert into tickets (connection, external_id, source, title, status, created_at, first_comment_at,
                         status_class, impact_class, priority_class, read_at)
    select 'atera', n, 'atera', 'Ticket ' || n, 'x', now() - n * interval '5 minutes', now(),
           case when n % 10 <> 0 then 'done' when n % 40 = 0 then 'pending' else 'open' end, 'none', 'low', now()
    from generate_series(1, 50000) as n`.execute(db);
  await sql`
    insert into alerts (connection, external_id, title, created_at, read_at)
    select 'atera', n, 'Alert ' || n, now() - n * interval '5 minutes', now() from generate_series(1, 5000) as n`.execute(
    db
  );
  await sql`vacuum analyze tickets`.execute(db);
  await sql`vacuum analyze alerts`.execute(db);

  const limited = { ...READER, connections: ['atera', 'lyon'] };
  for (const access of [READER, limited]) {
    for (const [index, run] of [
      ['tickets_active', (on: StoreDatabase) => summarizeTickets(on, access)],
      ['tickets_active', (on: StoreDatabase) => countByPriority(on, access, 'open')],
      ['tickets_active', (on: StoreDatabase) => newestTickets(on, access, 'pending', 4)],
      ['alerts_newest', (on: StoreDatabase) => newestAlerts(on, access, 5)],
    ] as const) {
      const plans = await plansOf(db, run);
      assert.equal(plans.length, 1);
      assert.match(plans[0] ?? '', new RegExp(`using ${index} on`), plans[0]);
      assert.doesNotMatch(plans[0] ?? '', /Seq Scan|Sort Key: created_at/, plans[0]);
    }
  }
});
