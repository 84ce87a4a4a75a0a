import assert from 'node:assert/strict';
import test from 'node:test';

import { ageingBucket } from './ageing.ts';

const HOUR = 3_600_000;

test('buckets include their upper bound', () => {
  const label = (ageMs: number) => ageingBucket(ageMs).label.fr;
  assert.equal(label(-HOUR), '< 24 h');
  assert.equal(label(0), '< 24 h');
  assert.equal(label(24 * HOUR), '< 24 h');
  assert.equal(label(24 * HOUR + 1), '24–72 h');
  assert.equal(label(72 * HOUR), '24–72 h');
  assert.equal(label(72 * HOUR + 1), '3–5 j');
  assert.equal(label(120 * HOUR), '3–5 j');
  assert.equal(label(120 * HOUR + 1), '5–10 j');
  assert.equal(label(240 * HOUR), '5–10 j');
  assert.equal(label(240 * HOUR + 1), '> 10 j');
});
