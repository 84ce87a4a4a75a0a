import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createBreather } from './breather.ts';

test('a loop stops for other work after some milliseconds of its own, and counts again from there', async (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const breathe = createBreather();
  now = 9;
  assert.equal(breathe(), undefined);
  now = 10;
  let others = 0;
  setImmediate(() => (others += 1));
  await breathe();
  assert.equal(others, 1);
  now = 19;
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
