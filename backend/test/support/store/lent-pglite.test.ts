import assert from 'node:assert/strict';
import { test } from 'node:test';

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
