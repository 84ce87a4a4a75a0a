import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

import { lexer, type Token } from 'marked';

import { readDocuments, ROOT } from './documents.ts';

/** Guides that exist in both languages. */
const PAIRS = [['docs/debian.md', 'docs/debian-fr.md']] as const;

const documents = await readDocuments();

for (const [english, french] of PAIRS) {
  test(`${english} and ${french} have the same steps, commands, names and links`, async () => {
    const [one, other] = [english, french].map((file) => documents.find((document) => document.file === file)!);
    assert.deepEqual(other!.blocks, one!.blocks);
    assert.deepEqual(new Set(other!.spans), new Set(one!.spans));
    const shared = (targets: string[]) => targets.filter((target) => !target.startsWith('debian')).sort();
    assert.deepEqual(shared(other!.targets), shared(one!.targets));
    assert.deepEqual(await shapeOf(french), await shapeOf(english));
  });
}

/** Kinds of blocks in their order, headings with their depth. */
async function shapeOf(file: string): Promise<string[]> {
  const tokens = lexer(await readFile(path.join(ROOT, file), 'utf8')) as (Token & { depth?: number })[];
  return tokens.filter(({ type }) => type !== 'space').map(({ type, depth }) => `${type}${depth ?? ''}`);
}
