import assert from 'node:assert/strict';
import { test } from 'node:test';

import { RequestLog } from './request-log.ts';

test('maxPerMinute is the fullest sliding minute, not the fullest minute of the clock', () => {
  let at = 0;
  const log = new RequestLog(() => at);
  for (at of [0, 50_000, 59_000, 61_000, 109_999, 110_000, 400_000]) {
    log.start('GET', '/', {});
  }
  // 50 s … 109.999 s holds four; at 110 s the first of them is a minute old.
  assert.equal(log.maxPerMinute(), 4);
  assert.equal(log.count(), 7);
});

test('maxConcurrent counts requests that overlap; a request ends once', () => {
  const log = new RequestLog(() => 0);
  const first = log.start('GET', '/a', {});
  const second = log.start('GET', '/b', {});
  log.finish(first, 200);
  log.finish(first, 0);
  log.start('GET', '/c', {});
  assert.equal(log.maxConcurrent(), 2);
  assert.equal(first.status, 200);
  assert.equal(second.status, null);
});

test('clear forgets what was, requests in flight still count for concurrency', () => {
  const log = new RequestLog(() => 0);
  log.start('GET', '/a', {});
  log.clear();
  assert.deepEqual([log.count(), log.entries.length, log.maxPerMinute(), log.maxConcurrent()], [0, 0, 0, 1]);
  log.start('GET', '/b', {});
  assert.deepEqual([log.count(), log.maxPerMinute(), log.maxConcurrent()], [1, 1, 2]);
});
