import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

import { readCheckedFiles, spelling } from './checked-files.ts';
import { ROOT } from './documents.ts';

const files = await readCheckedFiles();
const checked = files.map(({ text }) => text.toLowerCase()).join('\n');

for (const list of spelling.dictionaryDefinitions) {
  test(`${list.path} is sorted and holds only words that the sources use`, async () => {
    const lines = (await readFile(path.join(ROOT, list.path), 'utf8')).trimEnd().split('\n');
    const words = lines.filter((line) => !line.startsWith('#'));
    assert.ok(words.length > 10);
    assert.deepEqual(words, [...new Set(words)].sort());
    assert.deepEqual(
      words.filter((word) => !checked.includes(word)),
      []
    );
  });
}
