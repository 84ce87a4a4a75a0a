import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

/* The walk-through of the documentation, held against the repository it describes. */

const ROOT = path.join(import.meta.dirname, '../..');
const guide = await readFile(path.join(ROOT, 'docs/adding-a-dataset.md'), 'utf8');

/** Code blocks with the file they are taken from: ```` ```ts path/of/file.ts ````. */
const extracts = [...guide.matchAll(/^```ts (\S+)\n(.*?)^```$/gms)].map((match) => ({
  file: match[1]!,
  code: match[2]!,
}));

/** Lines without their indentation, which an extract does not have. */
function lines(text: string): string {
  return `\n${text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim()}\n`;
}

test('has an extract of each file of the table', () => {
  const table = [...guide.matchAll(/^\| `([^`]+)`/gm)].map(([, file]) => file!);
  assert.equal(table.length, 5);
  assert.deepEqual([...new Set(extracts.map(({ file }) => file))].sort(), table.sort());
});

test('has no block of TypeScript without the file it is taken from', () => {
  assert.equal(guide.match(/^```ts/gm)?.length, extracts.length);
});

for (const { file, code } of extracts) {
  test(`shows ${file} as it stands`, async () => {
    const content = await readFile(path.join(ROOT, file), 'utf8');
    assert.ok(lines(content).includes(lines(code)), `docs/adding-a-dataset.md differs from ${file}:\n${code}`);
  });
}

test('names only files and folders that exist', () => {
  const named = [...guide.matchAll(/`((?:backend|dashboards|docs)\/[\w./-]+)`/g)].map(([, file]) => file!);
  assert.ok(named.length > 5);
  assert.deepEqual(
    named.filter((file) => !existsSync(path.join(ROOT, file))),
    []
  );
});
