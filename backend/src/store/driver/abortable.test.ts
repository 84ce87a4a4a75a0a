import assert from 'node:assert/strict';
import { test } from 'node:test';

import { type DatabaseConnection, type Dialect, PostgresDialect, type QueryResult, sql } from 'kysely';

import { openAbortable } from './abortable.ts';

/** A database of one connection, on which a statement runs until the server takes an order to end it. */
function scriptedDialect(takesOrder: (order: number) => boolean): { dialect: Dialect; orders: () => number } {
  let orders = 0;
  let running = Promise.withResolvers<QueryResult<never>>();
  const connection: DatabaseConnection = {
    executeQuery: async () => (running = Promise.withResolvers()).promise,
    streamQuery: () => assert.fail('nothing is streamed'),
    cancelQuery: async () => {
      if (takesOrder(++orders)) {
        running.reject(new Error('ended by an order'));
      }
    },
  };
  const postgres = new PostgresDialect({ pool: async () => assert.fail('no server') });
  const dialect: Dialect = {
    createAdapter: () => postgres.createAdapter(),
    createQueryCompiler: () => postgres.createQueryCompiler(),
    createIntrospector: (db) => postgres.createIntrospector(db),
    createDriver: () => ({
      ...{ init: async () => undefined, destroy: async () => undefined },
      acquireConnection: async () => connection,
      releaseConnection: async () => undefined,
      beginTransaction: async () => undefined,
      commitTransaction: async () => undefined,
      rollbackTransaction: async () => undefined,
    }),
  };
  return { dialect, orders: () => orders };
}

for (const [kind, takesOrder] of [
  ['that begins after the first order', (order: number) => order === 2],
  [
    'whose server cannot be asked at first',
    (order: number) => {
      if (order < 3) {
        throw new Error('no connection');
      }
      return true;
    },
  ],
] as const) {
  test(`ends a statement ${kind}`, { timeout: 10_000 }, async () => {
    const { dialect, orders } = scriptedDialect(takesOrder);
    const caller = new AbortController();
    const outcomes: string[] = [];
    const { under } = openAbortable<object>(dialect, (outcome) => outcomes.push(outcome));
    const statement = sql`select 1`.execute(under(caller.signal));
    setImmediate(() => caller.abort(new Error('gone')));
    await assert.rejects(statement, /gone/);
    const sent = orders();
    assert.deepEqual([takesOrder(sent), outcomes], [true, ['killed']]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(orders(), sent, 'no order for a connection that somebody else may have by then');
  });
}
