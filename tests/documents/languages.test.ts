import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

import { lexer, type Token, type Tokens } from 'marked';

import { type MarkdownDocument, readDocuments, ROOT } from './documents.ts';

/** The name of a translation is that of the original with its language behind it (CONTRIBUTING.md). */
const TRANSLATION = /-(fr|en)(?=\.md$)/;

const documents = await readDocuments();
const translations = documents.filter(({ file }) => file.startsWith('docs/') && TRANSLATION.test(file));

test('there are guides in both languages', () => {
  const files = translations.map(({ file }) => file);
  assert.deepEqual(files, ['docs/administration-en.md', 'docs/debian-fr.md']);
});

for (const translation of translations) {
  const file = translation.file.replace(TRANSLATION, '');

  test(`${translation.file} has the same steps, commands, names, tables and links as ${file}`, async () => {
    const original = documents.find((document) => document.file === file);
    assert.ok(original, `${file} does not exist`);
    assert.deepEqual(translation.blocks, original.blocks);
    assert.deepEqual(new Set(translation.spans), new Set(original.spans));
    assert.deepEqual(sharedTargets(translation), sharedTargets(original));
    assert.deepEqual(await shapeOf(translation.file), await shapeOf(file));
  });

  test(`${translation.file} and ${file} lead to each other before anything else`, () => {
    const original = documents.find((document) => document.file === file);
    assert.equal(original?.targets.find(isTranslationOf(file)), path.basename(translation.file));
    assert.equal(translation.targets.find(isTranslationOf(file)), path.basename(file));
  });
}

/** Whether a link stays among the languages of one document. */
function isTranslationOf(file: string): (target: string) => boolean {
  const { name } = path.parse(file);
  return (target) => [`${name}.md`, `${name}-fr.md`, `${name}-en.md`].includes(target);
}

/** Where both lead. A heading of one's own has its name in each language; that it is there, the test of links says. */
function sharedTargets({ file, targets }: MarkdownDocument): string[] {
  const isOwn = isTranslationOf(file.replace(TRANSLATION, ''));
  return targets
    .filter((target) => !isOwn(target.replace(/#.*/, '')))
    .map((target) => target.replace(/^#.*/, '#'))
    .sort();
}

/** Kinds of blocks in their order: headings with their depth, tables and lists with their size. */
async function shapeOf(file: string): Promise<string[]> {
  const tokens = lexer(await readFile(path.join(ROOT, file), 'utf8'));
  return tokens.filter(({ type }) => type !== 'space').map((token) => `${token.type}${sizeOf(token)}`);
}

function sizeOf(token: Token): string {
  switch (token.type) {
    case 'heading':
      return ` ${(token as Tokens.Heading).depth}`;
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return ` ${header.length}×${rows.length}`;
    }
    case 'list':
      return ` ${(token as Tokens.List).items.length}`;
    default:
      return '';
  }
}
