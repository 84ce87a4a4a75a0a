import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createAnswerCache } from './answer-cache.ts';

/** An answer of these rows. */
const of = (...rows: { n: number }[]) => ({ rows, notices: [] });

test('the answer used least recently makes room', () => {
  const cache = createAnswerCache(2);
  cache.set('a', of({ n: 1 }));
  cache.set('b', of({ n: 2 }));
  cache.get('a');
  cache.set('c', of({ n: 3 }));
  assert.deepEqual(cache.get('a'), of({ n: 1 }));
  assert.equal(cache.get('b'), undefined);
  assert.deepEqual(cache.get('c'), of({ n: 3 }));
});

test('setting an answer again makes no room', () => {
  const cache = createAnswerCache(2);
  cache.set('a', of());
  cache.set('b', of());
  cache.set('b', of({ n: 2 }));
  assert.deepEqual(cache.get('a'), of());
  assert.deepEqual(cache.get('b'), of({ n: 2 }));
});

test('long answers are not kept', () => {
  const cache = createAnswerCache();
  cache.set('short', of(...Array.from({ length: 1000 }, (_, n) => ({ n }))));
  cache.set('long', of(...Array.from({ length: 1001 }, (_, n) => ({ n }))));
  assert.equal(cache.get('short')?.rows.length, 1000);
  assert.equal(cache.get('long'), undefined);
});
