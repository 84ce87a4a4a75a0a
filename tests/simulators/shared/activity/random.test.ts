import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Random } from './random.ts';

const numbers = (seed: number, count: number) => {
  const random = new Random(seed);
  return Array.from({ length: count }, () => random.next());
};

test('a seed gives one sequence, within [0, 1) and evenly spread', () => {
  assert.deepEqual(numbers(42, 50), numbers(42, 50));
  assert.notDeepEqual(numbers(42, 50), numbers(43, 50));
  const many = numbers(1, 10_000);
  assert.ok(many.every((number) => number >= 0 && number < 1));
  const mean = many.reduce((sum, number) => sum + number, 0) / many.length;
  assert.ok(Math.abs(mean - 0.5) < 0.02, `mean ${mean}`);
});

test('int includes both bounds, weighted keeps to the weights', () => {
  const random = new Random(9);
  const drawn = new Set(Array.from({ length: 200 }, () => random.int(3, 5)));
  assert.deepEqual([...drawn].sort(), [3, 4, 5]);
  const picks = Array.from({ length: 2000 }, () =>
    random.weighted([
      ['often', 3],
      ['rarely', 1],
      ['never', 0],
    ])
  );
  const share = picks.filter((pick) => pick === 'often').length / picks.length;
  assert.ok(Math.abs(share - 0.75) < 0.05, `share ${share}`);
  assert.equal(picks.includes('never'), false);
});

test('nothing to pick from is an error', () => {
  assert.throws(() => new Random(1).pick([]), RangeError);
  assert.throws(() => new Random(1).weighted([['never', 0]]), RangeError);
});
