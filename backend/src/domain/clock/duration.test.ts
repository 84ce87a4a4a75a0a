import assert from 'node:assert/strict';
import test from 'node:test';

import { durationMs, formatDuration, parseDuration } from './duration.ts';

test('durations keep their unit', () => {
  assert.deepEqual(parseDuration(' 72h '), { amount: 72, unit: 'h' });
  assert.deepEqual(parseDuration('5d'), { amount: 5, unit: 'd' });
  assert.equal(durationMs({ amount: 2, unit: 'm' }), 120_000);
  assert.equal(durationMs({ amount: 90, unit: 's' }), 90_000);
  assert.equal(durationMs({ amount: 5, unit: 'd' }), 432_000_000);
  assert.equal(formatDuration({ amount: 72, unit: 'h' }), '72h');
});

test('nothing else is a duration', () => {
  for (const text of ['', '0h', '-1h', '1.5h', '72', '72 h', '5 days', '1h30', '72H', '99999999s']) {
    assert.equal(parseDuration(text), undefined, text);
  }
});
