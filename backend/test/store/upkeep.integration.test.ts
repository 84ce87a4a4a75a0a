import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import { openInMemory } from '../../src/store/driver/pglite/pglite.ts';
import { keepUp } from '../../src/store/driver/pglite/upkeep.ts';

const ROWS = 2_000;

async function tableOfRows(t: TestContext) {
  const pglite = await openInMemory();
  t.after(() => pglite.close());
  await pglite.exec(`
    create table "Odd name" (id int primary key, n int, padding text);
    create table quiet (id int primary key);
    insert into "Odd name" select i, 0, repeat('x', 200) from generate_series(1, ${ROWS}) i`);
  const one = async <T>(statement: string): Promise<T> =>
    (await pglite.query<{ value: T }>(`select ${statement} as value`)).rows[0]!.value;
  return {
    pglite,
    one,
    changeAll: () => pglite.query('update "Odd name" set n = n + 1'),
    size: () => one<number>(`pg_relation_size('"Odd name"')::int`),
  };
}

test('vacuums and counts the tables that changed, and no others', async (t) => {
  const { pglite, changeAll, one } = await tableOfRows(t);
  assert.deepEqual(await keepUp(pglite), ['public."Odd name"']);
  assert.equal(await one(`(select reltuples::int from pg_class where relname = 'Odd name')`), ROWS);
  assert.deepEqual(await keepUp(pglite), []);
  await changeAll();
  assert.deepEqual(await keepUp(pglite), ['public."Odd name"']);
});

test('keeps a table whose rows change all the time from growing', async (t) => {
  const { pglite, changeAll, size } = await tableOfRows(t);
  const before = await size();
  for (let round = 0; round < 10; round += 1) {
    await changeAll();
    await keepUp(pglite);
  }
  const after = await size();
  assert.ok(after <= 3 * before, `${before} bytes became ${after}`);
});

test('moves the start of recovery to the end of the log', async (t) => {
  const { pglite, changeAll, one } = await tableOfRows(t);
  await changeAll();
  const end = await one<string>('pg_current_wal_lsn()::text');
  const isBehind = `(select redo_lsn < '${end}'::pg_lsn from pg_control_checkpoint())`;
  assert.equal(await one(isBehind), true);
  await keepUp(pglite);
  assert.equal(await one(isBehind), false);
});
