import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sql } from 'kysely';

import type { StoreDatabase } from '../../../src/store/schema.ts';
import { withStore } from './store.ts';

test('a store that is lent again holds the rows of its migrations and no others', async (t) => {
  const contents: object[] = [];
  for (const round of [1, 2]) {
    await t.test(`round ${round}`, async (inner) => {
      const { db } = await withStore(inner, 'pglite');
      contents.push({
        leases: await db.selectFrom('leases').selectAll().execute(),
        hints: await db.selectFrom('sync_hints').selectAll().execute(),
      });
      await db.updateTable('leases').set({ holder: 'a test', epoch: 7 }).execute();
      await db.insertInto('sync_hints').values({ connection: 'atera', everything: true }).execute();
    });
  }
  assert.equal(contents.length, 2);
  assert.deepEqual(contents[1], contents[0]);
});

const CHANGES: Record<string, (db: StoreDatabase) => Promise<unknown>> = {
  'renames a table': (db) => db.schema.alterTable('audit').renameTo('audit_elsewhere').execute(),
  'renames a column': (db) => db.schema.alterTable('audit').renameColumn('action', 'act').execute(),
  'drops a table': (db) => db.schema.dropTable('sync_hints').execute(),
  'adds an index': (db) => db.schema.createIndex('unforeseen').on('sync_hints').column('everything').execute(),
  'switches a trigger off': (db) => sql`alter table audit disable trigger audit_is_append_only`.execute(db),
};

for (const [change, make] of Object.entries(CHANGES)) {
  test(`a store is not lent again after a test that ${change}`, async (t) => {
    await t.test('changes it', async (inner) => void (await make((await withStore(inner, 'pglite')).db)));
    const { db } = await withStore(t, 'pglite');
    await db.selectFrom('audit').select('action').execute();
    await db.selectFrom('sync_hints').selectAll().execute();
    const found = await sql<{ name: string }>`select indexname as name from pg_indexes where indexname = 'unforeseen'
      union all select tgname from pg_trigger where tgenabled = 'D'`.execute(db);
    assert.deepEqual(found.rows, []);
  });
}
