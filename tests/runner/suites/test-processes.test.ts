import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { glob, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { SLOW_FILES } from './slow-files.ts';
import { entriesOf, shareProcesses } from './test-processes.ts';

const root = path.resolve(import.meta.dirname, '..', '..', '..');

test('runs each file once, neighbours together, those of another room in another process', () => {
  const files = ['backend/test/sync/a.test.ts', 'backend/test/sync/deep/b.test.ts', 'backend/test/store/c.test.ts'];
  assert.deepEqual(shareProcesses(files), [
    { name: 'backend/test/sync 1', files: files.slice(0, 2) },
    { name: 'backend/test/store 1', files: files.slice(2) },
  ]);
});

test('begins another process where one has enough files', () => {
  const files = Array.from({ length: 20 }, (_, index) => `demo/life/${index}.test.ts`);
  const processes = shareProcesses(files);
  assert.deepEqual(
    processes.flatMap((one) => one.files),
    files
  );
  assert.deepEqual(
    processes.map(({ name, files: { length } }) => [name, length]),
    [
      ['demo/life 1', 8],
      ['demo/life 2', 8],
      ['demo/life 3', 4],
    ]
  );
});

test('leaves a process to each slow file', () => {
  const [alone = ''] = SLOW_FILES;
  const room = path.dirname(alone);
  const files = [alone, `${room}/a.test.ts`, `${room}/b.test.ts`];
  assert.deepEqual(
    shareProcesses(files).map((one) => one.files),
    [[alone], files.slice(1)]
  );
});

test('no file that shares its process has hooks around the tests of its neighbours', async () => {
  const hooks: string[] = [];
  for await (const file of glob('{backend,dashboards,demo,scripts,tests}/**/*.test.ts', {
    cwd: root,
    exclude: (entry) => entry.includes('node_modules'),
  })) {
    const text = await readFile(path.join(root, file), 'utf8');
    hooks.push(...(text.match(/^(before|beforeEach|afterEach)\(/gm) ?? []).map((hook) => `${file}: ${hook}`));
  }
  assert.deepEqual(hooks, []);
});

test('writes modules that run their files, with each test in its own file', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-processes-'));
  t.after(() => rm(folder, { recursive: true }));
  for (const name of ['a', 'b']) {
    const source = `import { test } from 'node:test';\ntest('passes in ${name}', () => {});\n`;
    await writeFile(path.join(folder, `${name}.test.mjs`), source);
  }
  const entries = await entriesOf(
    [
      { name: 'room 1', files: ['a.test.mjs', 'b.test.mjs'] },
      { name: 'b.test.mjs', files: ['b.test.mjs'] },
    ],
    { folder: path.join(folder, 'entries'), root: folder }
  );
  assert.equal(entries[1], path.join(folder, 'b.test.mjs'));
  // Else the runner believes to be one of the files of the run around it.
  const env = { ...process.env };
  delete env['NODE_TEST_CONTEXT'];
  const reporter = `data:text/javascript,export default async function* (events) {
    for await (const { type, data } of events) if (type === 'test:pass') yield data.name + ' ' + data.file + '\\n';
  }`;
  const run = spawnSync(process.execPath, ['--test', `--test-reporter=${reporter}`, entries[0] ?? ''], {
    encoding: 'utf8',
    env,
  });
  assert.deepEqual(run.stdout.trim().split('\n'), [
    `passes in a ${path.join(folder, 'a.test.mjs')}`,
    `passes in b ${path.join(folder, 'b.test.mjs')}`,
  ]);
});
