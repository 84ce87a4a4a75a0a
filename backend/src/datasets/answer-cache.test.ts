import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createAnswerCache } from './answer-cache.ts';

test('the answer used least recently makes room', () => {
  const cache = createAnswerCache(2);
  cache.set('a', [{ n: 1 }]);
  cache.set('b', [{ n: 2 }]);
  cache.get('a');
  cache.set('c', [{ n: 3 }]);
  assert.deepEqual(cache.get('a'), [{ n: 1 }]);
  assert.equal(cache.get('b'), undefined);
  assert.deepEqual(cache.get('c'), [{ n: 3 }]);
});

test('setting an answer again makes no room', () => {
  const cache = createAnswerCache(2);
  cache.set('a', []);
  cache.set('b', []);
  cache.set('b', [{ n: 2 }]);
  assert.deepEqual(cache.get('a'), []);
  assert.deepEqual(cache.get('b'), [{ n: 2 }]);
});

test('long answers are not kept', () => {
  const cache = createAnswerCache();
  cache.set(
    'short',
    Array.from({ length: 1000 }, (_, n) => ({ n }))
  );
  cache.set(
    'long',
    Array.from({ length: 1001 }, (_, n) => ({ n }))
  );
  assert.equal(cache.get('short')?.length, 1000);
  assert.equal(cache.get('long'), undefined);
});
