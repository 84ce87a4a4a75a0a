import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createBreather, otherWork } from './breather.ts';

test('a loop stops for other work after some milliseconds of its own, and counts again from there', async (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const breathe = createBreather();
  now = 2.9;
  assert.equal(breathe(), undefined);
  now = 3;
  let others = 0;
  setImmediate(() => (others += 1));
  await breathe();
  assert.equal(others, 1);
  now = 5.9;
  assert.equal(breathe(), undefined);
});

test('a loop ends at its next stop when the caller has gone', async (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const gone = new AbortController();
  const breathe = createBreather(gone.signal);
  gone.abort(new Error('gone'));
  now = 10;
  await assert.rejects(async () => breathe(), /gone/);
});

/** The rest of the process: work that takes so many milliseconds in each of the next turns. */
function busyTurns(count: number, work: () => void): void {
  if (count > 0) {
    setImmediate(() => {
      work();
      busyTurns(count - 1, work);
    });
  }
}

test('waits as long as other work follows other work', async (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  busyTurns(5, () => (now += 1));
  await otherWork();
  assert.equal(now, 5);
});

test('goes on after many turns, however much other work there is', async (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  busyTurns(100, () => (now += 1));
  await otherWork();
  assert.ok(now >= 10 && now < 50, `after ${now} turns`);
});
