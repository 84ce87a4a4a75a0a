import assert from 'node:assert/strict';
import { test } from 'node:test';

import { startUpkeep } from './upkeep.ts';

/** A store that notes what it is asked, and refuses it while its disk is full. */
function notedStore() {
  const asked: string[] = [];
  const store = {
    asked,
    isFull: false,
    query: async (statement: string) => {
      await Promise.resolve();
      if (store.isFull) {
        throw new Error('No space left on device');
      }
      asked.push(statement.trim().split(/\s+/)[0] ?? '');
      return { rows: [], fields: [] };
    },
  };
  return store;
}

const PASS = ['select', 'select', 'checkpoint'];
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('goes on every minute, also after a minute in which the disk was full', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const store = notedStore();
  const stop = startUpkeep(store as never);
  store.isFull = true;
  t.mock.timers.tick(60_000);
  await settled();
  assert.deepEqual(store.asked, []);
  store.isFull = false;
  t.mock.timers.tick(60_000);
  await settled();
  assert.deepEqual(store.asked, PASS);
  await stop();
});

test('ends once what is under way is done, and asks nothing after that', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const store = notedStore();
  const stop = startUpkeep(store as never);
  t.mock.timers.tick(60_000);
  await stop();
  assert.deepEqual(store.asked, PASS);
  t.mock.timers.tick(120_000);
  await settled();
  assert.deepEqual(store.asked, PASS);
});
