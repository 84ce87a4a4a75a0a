import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { SLOW_FILES, slowFirst } from './slow-files.ts';

test('names files that are there', () => {
  const root = path.resolve(import.meta.dirname, '..', '..', '..');
  assert.deepEqual(
    SLOW_FILES.filter((file) => !existsSync(path.join(root, file))),
    []
  );
});

test('puts slow files first, and leaves none out', () => {
  const [slowest = '', slow = '', ...others] = SLOW_FILES;
  assert.ok(others.length > 0);
  assert.deepEqual(slowFirst(['a.test.ts', slow, 'b.test.ts', slowest]), [slowest, slow, 'a.test.ts', 'b.test.ts']);
});
