import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** A text of the code that can only be the name of an action. */
const ACTION =
  /'((?:access|account|connection|job|report|screen|secrets|site|token|webhook)\.[a-z]+|store\.(?:backup|restore))'/g;

test('docs/security.md lists every action that the audit records', async () => {
  const recorded = new Set<string>();
  for await (const file of glob('backend/src/**/*.ts', { cwd: ROOT, exclude: (name) => name.endsWith('.test.ts') })) {
    for (const [, action = ''] of (await readFile(path.join(ROOT, file), 'utf8')).matchAll(ACTION)) {
      recorded.add(action);
    }
  }
  const document = await readFile(path.join(ROOT, 'docs/security.md'), 'utf8');
  const listed = new Set(
    document
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => line.split('|')[1]?.match(/[a-z]+\.[a-z]+/g) ?? [])
  );
  assert.ok(recorded.size > 15, `${recorded.size} actions found`);
  assert.deepEqual(
    [...recorded].filter((action) => !listed.has(action)),
    []
  );
});
