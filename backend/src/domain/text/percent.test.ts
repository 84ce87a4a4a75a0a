import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { partsOf } from './percent.ts';

const counts = fc.array(fc.nat({ max: 2_000_000 }), { minLength: 1, maxLength: 12 });
const tenths = (percent: number) => Math.round(percent * 10);

test('percentages of one list add up to exactly 100.0', () => {
  fc.assert(
    fc.property(counts, (list) => {
      const sum = partsOf(list).reduce((total, part) => total + tenths(part.percent), 0);
      assert.equal(sum, list.some((count) => count > 0) ? 1000 : 0);
    })
  );
});

test('each percentage is less than a tenth away from the exact one, and of one decimal', () => {
  fc.assert(
    fc.property(counts, (list) => {
      for (const { share, percent } of partsOf(list)) {
        assert.ok(Math.abs(percent - share * 100) < 0.1 + 1e-9);
        assert.equal(percent, tenths(percent) / 10);
      }
    })
  );
});

test('a larger count never gets the smaller percentage', () => {
  fc.assert(
    fc.property(counts, (list) => {
      const parts = partsOf(list);
      for (const [a, countA] of list.entries()) {
        for (const [b, countB] of list.entries()) {
          assert.ok(countA <= countB || (parts[a]?.percent ?? 0) >= (parts[b]?.percent ?? 0));
        }
      }
    })
  );
});

test('the share is the exact ratio, and 0 of nothing', () => {
  assert.deepEqual(partsOf([1, 2, 0, 0]), [
    { share: 1 / 3, percent: 33.3 },
    { share: 2 / 3, percent: 66.7 },
    { share: 0, percent: 0 },
    { share: 0, percent: 0 },
  ]);
  assert.deepEqual(partsOf([0, 0]), [
    { share: 0, percent: 0 },
    { share: 0, percent: 0 },
  ]);
});

test('of equal remainders the earlier one is rounded up', () => {
  assert.deepEqual(
    partsOf([1, 1, 1]).map((part) => part.percent),
    [33.4, 33.3, 33.3]
  );
  assert.deepEqual(
    partsOf([1, 1, 1, 1, 1, 1]).map((part) => part.percent),
    [16.7, 16.7, 16.7, 16.7, 16.6, 16.6]
  );
});
