import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createTokenLabels } from './token-labels.ts';

test('tells tokens apart while they are few, and all further ones alike', () => {
  const labelOf = createTokenLabels(2);
  assert.deepEqual(['a', 'b', 'c', 'd', 'a'].map(labelOf), ['a', 'b', 'others', 'others', 'a']);
});
