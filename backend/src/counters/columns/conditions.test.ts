import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DummyDriver, Kysely, MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler, type RawBuilder, sql } from 'kysely';

import { isAnyConstant, isAnyOf } from './conditions.ts';

const db = new Kysely<object>({
  dialect: {
    createAdapter: () => new MysqlAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new MysqlIntrospector(kysely),
    createQueryCompiler: () => new MysqlQueryCompiler(),
  },
});
const column = sql.ref('code');
const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

/** How many values each list of a condition has. */
function lists(condition: RawBuilder<unknown>): number[] {
  const { sql: text } = condition.compile(db);
  return [...text.matchAll(/in \(([^)]*)\)/g)].map((match) => match[1]!.split(',').length);
}

for (const [name, condition] of [
  ['values', isAnyOf],
  ['constants', isAnyConstant],
] as const) {
  test(`${name}: no list has as many values as MariaDB turns into a subquery`, () => {
    assert.deepEqual(lists(condition(column, numbers(999))), [999]);
    assert.deepEqual(lists(condition(column, numbers(1_000))), [999, 1]);
    assert.deepEqual(lists(condition(column, numbers(2_500))), [999, 999, 502]);
  });

  test(`${name}: lists hold together beside another condition`, () => {
    const { sql: text } = sql`${condition(column, numbers(1_000))} and 1 = 1`.compile(db);
    assert.match(text, /^\(`code` in \(.*\) or `code` in \(.*\)\) and 1 = 1$/);
  });

  test(`${name}: no value makes a condition that is false`, () => {
    assert.equal(condition(column, []).compile(db).sql, '1 = 0');
  });
}
