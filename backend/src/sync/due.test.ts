import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Due } from './due.ts';

test('due at once, then after each interval', () => {
  let now = 0;
  const due = new Due(900_000, 0, () => now);
  assert.equal(due.isDue(), true);
  due.succeeded();
  now = 899_999;
  assert.equal(due.isDue(), false);
  now = 900_000;
  assert.equal(due.isDue(), true);
});

test('after failures it is due sooner, with growing patience, never later than the interval', () => {
  let now = 0;
  const due = new Due(100_000, 0, () => now);
  for (const waitMs of [30_000, 60_000, 100_000, 100_000]) {
    due.failed();
    now += waitMs - 1;
    assert.equal(due.isDue(), false);
    now += 1;
    assert.equal(due.isDue(), true);
  }
  due.succeeded();
  due.failed();
  now += 30_000;
  assert.equal(due.isDue(), true);
});

test('an interval without end is due once', () => {
  let now = 0;
  const due = new Due(Number.POSITIVE_INFINITY, 0, () => now);
  due.failed();
  now = 30_000;
  assert.equal(due.isDue(), true);
  due.succeeded();
  now = Number.MAX_SAFE_INTEGER;
  assert.equal(due.isDue(), false);
});
