import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sql } from 'kysely';

import { waitUntil } from '../../../tests/servers/wait-until.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { skipReason, testOnStores, withStore } from '../support/store/store.ts';

/** How many statements sleep in the database. */
async function sleepers({ db }: Store): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from pg_stat_activity
    where datname = current_database() and state = 'active' and query like 'select pg_sleep%'`.execute(db);
  return rows[0]?.count ?? 0;
}

testOnStores('a statement under an aborted signal is not sent, also in a transaction', async (_, store) => {
  const caller = new AbortController();
  const db = store.under(caller.signal);
  assert.deepEqual((await sql`select 1 as one`.execute(db)).rows, [{ one: 1 }]);
  await db.transaction().execute(async (transaction) => {
    await sql`create table made (id int)`.execute(transaction);
  });
  await assert.rejects(
    db.transaction().execute(async (transaction) => {
      await sql`insert into made values (1)`.execute(transaction);
      caller.abort(new Error('gone'));
      await sql`insert into made values (2)`.execute(transaction);
    }),
    /gone/
  );
  await assert.rejects(sql`select 1`.execute(db), /gone/);
  assert.deepEqual((await sql`select id from made`.execute(store.db)).rows, []);
});

for (const kind of ['pglite', 'postgres'] as const) {
  test(`tells how each statement ended, on ${kind}`, { skip: skipReason(kind) }, async (t) => {
    const told: string[] = [];
    const opened = await withStore(t, kind, (outcome) => told.push(outcome));
    const caller = new AbortController();
    const db = opened.under(caller.signal);
    await sql`select 1`.execute(db);
    await assert.rejects(sql`select nothing`.execute(db));
    // Nobody hears of what nobody waits for.
    await sql`select 1`.execute(opened.db);
    assert.deepEqual(told, ['ok', 'failed']);
    if (kind === 'postgres') {
      const sleeping = sql`select pg_sleep(14)`.execute(db);
      await waitUntil('the statement runs', async () => (await sleepers(opened)) === 1);
      caller.abort(new Error('gone'));
      await assert.rejects(sleeping, /gone/);
      assert.deepEqual(told, ['ok', 'failed', 'killed']);
    }
  });
}

test(
  'PostgreSQL ends the statement of a caller who goes away, and no other',
  { skip: skipReason('postgres') },
  async (t) => {
    const store = await withStore(t, 'postgres');
    const until = (count: number) =>
      waitUntil(`statements that run: ${count}`, async () => (await sleepers(store)) === count);
    const [gone, staying] = [new AbortController(), new AbortController()];
    const ended = sql`select pg_sleep(14)`.execute(store.under(gone.signal));
    const kept = sql`select pg_sleep(2), 7 as seven`.execute(store.under(staying.signal));
    await until(2);
    gone.abort(new Error('gone'));
    await assert.rejects(ended, /gone/);
    assert.equal((await kept).rows.length, 1);
    await until(0);
    // Each connection of the pool works.
    const sums = await Promise.all(Array.from({ length: 8 }, (_, n) => sql`select ${n}::int as n`.execute(store.db)));
    assert.deepEqual(
      sums.map(({ rows }) => rows[0]),
      Array.from({ length: 8 }, (_, n) => ({ n }))
    );
  }
);
