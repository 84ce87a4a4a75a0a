import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { glob, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

import { type MarkdownDocument, readDocuments, ROOT } from './documents.ts';

const documents = await readDocuments();
const byFile = new Map(documents.map((document) => [document.file, document]));

test('every link leads somewhere: to a file, a heading, or an address of the web', () => {
  const links = documents.flatMap((document) => document.targets.map((target) => ({ document, target })));
  assert.ok(links.length > 300, `${links.length} links found`);
  const broken = links.flatMap(({ document, target }) => {
    const problem = problemOf(document, target);
    return problem === undefined ? [] : [`${document.file}: ${target}: ${problem}`];
  });
  assert.deepEqual(broken, []);
});

function problemOf(document: MarkdownDocument, target: string): string | undefined {
  if (/^[a-z]+:/.test(target)) {
    return URL.canParse(target) ? undefined : 'not an address';
  }
  const [to = '', anchor] = target.split('#');
  const file = to === '' ? document.file : path.join(path.dirname(document.file), decodeURI(to));
  if (!existsSync(path.join(ROOT, file))) {
    return 'no such file';
  }
  const there = byFile.get(path.normalize(file));
  return anchor === undefined || there?.anchors.has(decodeURIComponent(anchor)) ? undefined : 'no such heading';
}

test('every path of the checkout that is named is there, or is made on the machine and left alone by git', async () => {
  const folders = (await readdir(ROOT, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && !/^(node_modules|dist|dist-package|\.git|coverage)$/.test(entry.name))
    .map(({ name }) => name.replaceAll('.', '\\.'));
  const ofCheckout = new RegExp(`^(${folders.join('|')})/[\\w./*{}<>,…-]*$`);
  const named = documents.flatMap(({ file, spans }) =>
    spans.filter((span) => ofCheckout.test(span)).map((span) => ({ file, span }))
  );
  assert.ok(named.length > 80, `${named.length} paths found`);
  const missing = [];
  for (const { file, span } of named) {
    const pattern = span.replaceAll(/<[^>]*>|…/g, '*').replace(/\/$/, '');
    if (!(await exists(pattern, file)) && !isIgnored(pattern)) {
      missing.push(`${file}: ${span}`);
    }
  }
  assert.deepEqual(missing, []);
});

/** From the root, as most documents name files, or beside the document. */
async function exists(pattern: string, document: string): Promise<boolean> {
  for (const folder of [ROOT, path.join(ROOT, path.dirname(document))]) {
    for await (const _ of glob(pattern, { cwd: folder })) {
      return true;
    }
  }
  return false;
}

function isIgnored(file: string): boolean {
  try {
    execFileSync('git', ['check-ignore', '--quiet', '--no-index', file], { cwd: ROOT });
    return true;
  } catch {
    return false;
  }
}
