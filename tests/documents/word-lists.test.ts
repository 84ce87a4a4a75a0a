import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

import { isForeign, ROOT } from './documents.ts';

/** The parts of `cspell.json` that say which files are checked, against which lists of our own. */
interface Spelling {
  files: string[];
  dictionaryDefinitions: { name: string; path: string }[];
}

const spelling = JSON.parse(await readFile(path.join(ROOT, 'cspell.json'), 'utf8')) as Spelling;

/** Everything that the spelling is checked in, as one text in small letters. */
async function checkedText(): Promise<string> {
  const texts: string[] = [];
  for await (const file of glob(spelling.files, { cwd: ROOT, exclude: isForeign })) {
    texts.push(await readFile(path.join(ROOT, file), 'utf8'));
  }
  return texts.join('\n').toLowerCase();
}

const checked = await checkedText();

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
