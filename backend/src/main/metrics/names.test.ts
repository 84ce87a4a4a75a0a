import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createTokenNames } from './names.ts';

test('names tokens while they are few, and all further ones alike', () => {
  const nameOf = createTokenNames(2);
  assert.deepEqual(['a', 'b', 'c', 'd', 'a'].map(nameOf), ['a', 'b', 'others', 'others', 'a']);
});
