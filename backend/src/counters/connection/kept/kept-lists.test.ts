import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createKeptLists } from './kept-lists.ts';

/** A list whose readings are counted, and end when the test ends them. */
function countedList() {
  const readings: PromiseWithResolvers<readonly { reading: number }[]>[] = [];
  return {
    readings,
    read: () => {
      const reading = Promise.withResolvers<readonly { reading: number }[]>();
      readings.push(reading);
      return reading.promise;
    },
  };
}

test('gives a list again without reading it, and reads one of another key', async () => {
  const lists = createKeptLists({ keep: true });
  const { read, readings } = countedList();
  const first = lists.read('a', read);
  readings[0]?.resolve([{ reading: 1 }]);
  assert.deepEqual(await first, [{ reading: 1 }]);
  assert.deepEqual(await lists.read('a', read), [{ reading: 1 }]);
  const other = lists.read('b', read);
  readings[1]?.resolve([{ reading: 2 }]);
  assert.deepEqual(await other, [{ reading: 2 }]);
  assert.equal(readings.length, 2);
});

test('keeps an empty list', async () => {
  const lists = createKeptLists({ keep: true });
  assert.deepEqual(await lists.read('a', () => Promise.resolve([])), []);
  assert.deepEqual(await lists.read('a', () => Promise.reject(new Error('read again'))), []);
});

test('does not keep a list that was being read when lists were forgotten', async () => {
  const lists = createKeptLists({ keep: true });
  const { read, readings } = countedList();
  const before = lists.read('a', read);
  lists.forget();
  readings[0]?.resolve([{ reading: 1 }]);
  assert.deepEqual(await before, [{ reading: 1 }]);
  const after = lists.read('a', read);
  readings[1]?.resolve([{ reading: 2 }]);
  assert.deepEqual(await after, [{ reading: 2 }]);
  lists.forget();
  void lists.read('a', read);
  assert.equal(readings.length, 3);
});

test('keeps no failure, and lets nobody wait for the reading of somebody else', async () => {
  const lists = createKeptLists({ keep: true });
  const { read, readings } = countedList();
  const refused = lists.read('a', read);
  const served = lists.read('a', read);
  readings[0]?.reject(new Error('too much work'));
  readings[1]?.resolve([{ reading: 2 }]);
  await assert.rejects(refused, /too much work/);
  assert.deepEqual(await served, [{ reading: 2 }]);
  assert.deepEqual(await lists.read('a', read), [{ reading: 2 }]);
});

test('reads each time where nothing is to be kept', async () => {
  const lists = createKeptLists({ keep: false });
  let readings = 0;
  const read = () => Promise.resolve([{ reading: ++readings }]);
  await lists.read('a', read);
  await lists.read('a', read);
  assert.equal(readings, 2);
});

test('gives up the oldest lists when they have too many rows together, long keys counted', async () => {
  const lists = createKeptLists({ keep: true });
  const reads: string[] = [];
  const read = (key: string, rows: number) =>
    lists.read(key, () => {
      reads.push(key.slice(0, 5));
      return Promise.resolve(Array.from({ length: rows }, () => ({})));
    });
  await read('old', 30_000);
  await read('new', 30_000);
  await read('new', 30_000);
  await read('old', 30_000);
  assert.deepEqual(reads, ['old', 'new', 'old']);
  await read(`long ${'x'.repeat(3_000_000)}`, 0);
  await read('old', 30_000);
  assert.deepEqual(reads, ['old', 'new', 'old', 'long ', 'old']);
});
