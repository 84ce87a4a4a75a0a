import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sql } from 'kysely';

import { waitUntil } from '../../../tests/servers/wait-until.ts';
import { openStore, type Store, storeOver } from '../../src/store/driver/database.ts';
import { openInMemory, pgliteDriver } from '../../src/store/driver/pglite/pglite.ts';
import { NO_TRACING, type Tracing } from '../../src/tracing/tracing.ts';
import { type Closing, newDatabase, skipReason, STORE_KINDS, type StoreKind } from '../support/store/store.ts';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/** A store all of whose statements are recorded, and what is recorded of them. */
async function tracedStore(t: Closing, kind: StoreKind): Promise<{ store: Store; recorded: string[] }> {
  const recorded: string[] = [];
  const tracing: Tracing = {
    ...NO_TRACING,
    on: true,
    part: async ({ name }, work) => {
      let outcome = 'failed';
      try {
        const nothing = (): void => undefined;
        const span = { traceId: '', traceparent: TRACEPARENT, set: nothing, fail: nothing, end: nothing };
        const result = await work(span);
        outcome = 'ok';
        return result;
      } finally {
        recorded.push(`${name} ${outcome}`);
      }
    },
  };
  const store =
    kind === 'postgres'
      ? await openStore({ databaseUrl: await newDatabase('empty'), poolSize: 2, tracing })
      : storeOver('pglite', pgliteDriver(await openInMemory()), { tracing });
  t.after(() => store.close());
  return { store, recorded };
}

for (const kind of STORE_KINDS) {
  test(
    `statements and transactions are recorded and do what they do (${kind})`,
    { skip: skipReason(kind) },
    async (t) => {
      const { store, recorded } = await tracedStore(t, kind);
      const count = async () => (await sql<{ n: number }>`select count(*) as n from made`.execute(store.db)).rows[0]?.n;
      await sql`create table made (id int primary key)`.execute(store.db);
      await store.db.transaction().execute(async (transaction) => {
        await sql`insert into made values (1)`.execute(transaction);
      });
      await assert.rejects(
        store.db.transaction().execute(async (transaction) => {
          await sql`insert into made values (2)`.execute(transaction);
          await sql`insert into made values (1)`.execute(transaction);
        })
      );
      const controlled = await store.db.startTransaction().execute();
      await sql`insert into made values (3)`.execute(controlled);
      const savepoint = await controlled.savepoint('here').execute();
      await sql`insert into made values (4)`.execute(savepoint);
      await savepoint.rollbackToSavepoint('here').execute();
      await controlled.commit().execute();
      assert.equal(await count(), 2);
      assert.deepEqual(
        recorded.filter((one) => /COMMIT|INSERT|CREATE/.test(one)),
        ['CREATE ok', 'INSERT ok', 'COMMIT ok', 'INSERT ok', 'INSERT failed', 'INSERT ok', 'INSERT ok', 'COMMIT ok']
      );
    }
  );
}

test(
  'a statement that names its span is ended from outside as any other',
  { skip: skipReason('postgres') },
  async (t) => {
    const { store } = await tracedStore(t, 'postgres');
    const caller = new AbortController();
    const sleeping = sql`select pg_sleep(14)`.execute(store.under(caller.signal));
    const seen = async () =>
      (
        await sql<{ query: string }>`select query from pg_stat_activity
        where datname = current_database() and query like ${`/*traceparent='${TRACEPARENT}'*/ select pg_sleep%`}
          and state = 'active'`.execute(store.db)
      ).rows.length;
    await waitUntil('the statement runs', async () => (await seen()) > 0);
    caller.abort(new Error('gone'));
    await assert.rejects(sleeping, /gone/);
    assert.equal(await seen(), 0);
  }
);
