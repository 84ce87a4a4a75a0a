import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseRetryAfter } from './retry-after.ts';

const now = Date.parse('2026-03-02T10:00:00Z');

test('Retry-After in seconds and as an HTTP date', () => {
  assert.equal(parseRetryAfter('7', now), 7_000);
  assert.equal(parseRetryAfter(' 0 ', now), 0);
  assert.equal(parseRetryAfter('Mon, 02 Mar 2026 10:01:30 GMT', now), 90_000);
  assert.equal(parseRetryAfter(['30', '60'], now), 30_000);
});

test('a date that is over means: no wait', () => {
  assert.equal(parseRetryAfter('Mon, 02 Mar 2026 09:00:00 GMT', now), 0);
});

test('an absurd wait stays a number that can be compared', () => {
  const tenYears = 3_650 * 86_400_000;
  for (const header of ['9'.repeat(400), '99999999999', 'Fri, 31 Dec 9999 23:59:59 GMT']) {
    assert.equal(parseRetryAfter(header, now), tenYears, header);
  }
});

test('what cannot be understood is as good as no header', () => {
  for (const header of [undefined, '', '-5', '1.5', 'soon', '2026-03-02', 'Mon, 99 Foo 2026']) {
    assert.equal(parseRetryAfter(header, now), undefined, String(header));
  }
});
