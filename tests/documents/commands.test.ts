import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

import { loadCatalogue } from '../../backend/src/datasets/engine/catalogue.ts';
import { readDocuments, ROOT } from './documents.ts';
import { commandsOf, SHELLS, vigieArguments } from './shell.ts';
import { refusalOf, unknownOf } from './vigie-command.ts';

const documents = await readDocuments();
const commands = documents.flatMap(commandsOf);

test('the command line takes every command of a block, with its options and the parameters of queries', async () => {
  const catalogue = await loadCatalogue();
  const refused = [];
  let tried = 0;
  for (const command of commands.filter(({ whole }) => whole)) {
    const args = vigieArguments(command);
    if (args !== undefined && !args.includes('…')) {
      tried += 1;
      const refusal = await refusalOf(args, catalogue);
      refused.push(...(refusal === undefined ? [] : [`${command.file}: vigie ${args.join(' ')}: ${refusal}`]));
    }
  }
  assert.ok(tried > 100, `${tried} commands found`);
  assert.deepEqual(refused, []);
});

test('sentences name commands and options that exist', () => {
  const named = commands.flatMap((command) => {
    const args = command.whole ? undefined : vigieArguments(command);
    return args === undefined ? [] : [{ file: command.file, args }];
  });
  assert.ok(named.length > 100, `${named.length} commands found`);
  const wrong = named.flatMap(({ file, args }) =>
    unknownOf(args).map((what) => `${file}: vigie ${args.join(' ')}: ${what}`)
  );
  assert.deepEqual(wrong, []);
});

test('documents of those who run Vigie name the command as it is installed, without npx', () => {
  const ofDevelopers = new Set(['CONTRIBUTING.md', 'docs/adding-a-dataset.md', 'docs/demo.md']);
  const named = documents
    .filter(({ file }) => !ofDevelopers.has(file))
    .flatMap(({ file, blocks, spans }) => [...blocks.map(({ text }) => text), ...spans].map((text) => ({ file, text })))
    .filter(({ text }) => /\bnpx vigie (?!…|serve)/.test(text));
  assert.deepEqual(named, []);
});

test('every npm script that is named exists', async () => {
  const manifest = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  const named = commands.flatMap(({ file, words }) => {
    const [, action, ...rest] = words[0] === 'npm' ? words : [];
    const script = action === 'run' ? rest.find((word) => !word.startsWith('-')) : undefined;
    return script === undefined || script === '…' ? [] : [{ file, script }];
  });
  assert.ok(named.length > 30, `${named.length} scripts found`);
  assert.deepEqual(
    named.filter(({ script }) => !Object.hasOwn(manifest.scripts, script)),
    []
  );
});

test('a shell reads every block of commands', () => {
  for (const { file, blocks } of documents) {
    const scripts = blocks.filter(({ language }) => SHELLS.includes(language)).map(({ text }) => `{\n${text}\n:\n}\n`);
    const input = scripts.join('');
    assert.doesNotThrow(
      () => input === '' || execFileSync('bash', ['-n'], { input, stdio: 'pipe' }),
      `${file}:\n${input}`
    );
  }
});
