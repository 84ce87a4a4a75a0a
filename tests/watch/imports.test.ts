import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';

import { dependents, readImports } from './imports.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

test('reads static, dynamic and type imports as files of the checkout', async () => {
  const file = 'tests/watch/imports.test.ts';
  assert.deepEqual(await readImports(ROOT, [file]), new Map([[file, ['tests/watch/imports.ts']]]));
  const main = 'tests/watch/main.ts';
  assert.ok((await readImports(ROOT, [main])).get(main)?.includes('tests/servers/processes/stop-on-signals.ts'));
});

test('finds what depends on a file through others, and in circles', () => {
  const imports = new Map([
    ['a.test.ts', ['a.ts']],
    ['a.ts', ['b.ts']],
    ['b.ts', ['c.ts']],
    ['c.ts', ['b.ts']],
    ['other.test.ts', ['other.ts']],
  ]);
  assert.deepEqual([...dependents(imports, ['c.ts'])].sort(), ['a.test.ts', 'a.ts', 'b.ts', 'c.ts']);
  assert.deepEqual([...dependents(imports, ['new.ts'])], ['new.ts']);
});
