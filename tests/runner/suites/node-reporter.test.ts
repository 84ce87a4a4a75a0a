import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

import { FileProgress } from './file-progress.ts';

const REPORTER = path.join(import.meta.dirname, 'node-reporter.ts');

/** Runs files of tests with the reporter, in processes that load these modules first. */
async function reported(t: TestContext, files: Record<string, string>, loaded: readonly string[] = []) {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-reporter-'));
  t.after(() => rm(folder, { recursive: true }));
  const paths = Object.keys(files).map((name) => path.join(folder, name));
  await Promise.all(paths.map((file) => writeFile(file, files[path.basename(file)] ?? '')));
  const counts = path.join(folder, 'counts.json');
  // Else the runner believes to be one of the files of the run around it.
  const env = { ...process.env };
  delete env['NODE_TEST_CONTEXT'];
  const run = spawnSync(
    process.execPath,
    [
      ...loaded.map((file) => `--import=${path.join(import.meta.dirname, file)}`),
      ...['--test', `--test-reporter=${REPORTER}`, `--test-reporter-destination=${counts}`, ...paths],
    ],
    { encoding: 'utf8', env }
  );
  return { said: run.stdout, totals: JSON.parse(await readFile(counts, 'utf8')) as unknown, status: run.status };
}

const TEST = "import { test, describe, before } from 'node:test'; import assert from 'node:assert/strict';\n";

test('counts tests without the suites around them, and names what was skipped and why', async (t) => {
  const { said, totals } = await reported(t, {
    'a.test.mjs': `${TEST}describe('suite', () => { test('one', () => {}); test('two', { skip: 'no server' }, () => {}); });`,
    'b.test.mjs': `${TEST}test('three', () => {});`,
  });
  assert.deepEqual(totals, { passed: 2, failed: 0, skipped: 1 });
  assert.match(said, /^!!! SKIPPED two: no server$/m);
  assert.match(said, /^ {3}2\/2 processes, \d+ s$/m);
});

test('shows a failed test with its name, place, error and hidden causes', async (t) => {
  const { said, totals, status } = await reported(t, {
    'a.test.mjs': `${TEST}test('adds', () => assert.equal(1 + 1, 3));
test('asks', () => { throw new Error('no answer', { cause: new Error('socket closed') }); });`,
  });
  assert.equal(status, 1);
  assert.deepEqual(totals, { passed: 0, failed: 2, skipped: 0 });
  assert.match(said, /✖ adds\n.*a\.test\.mjs:2\n[^]*2 !== 3/);
  assert.match(said, /✖ asks\n.*a\.test\.mjs:3\n[^]*no answer[^]*socket closed/);
});

test('shows why a file could not be run', async (t) => {
  const { said, totals } = await reported(t, { 'a.test.mjs': `throw new Error('cannot be loaded');` });
  assert.deepEqual(totals, { passed: 0, failed: 1, skipped: 0 });
  assert.match(said, /✖ .*a\.test\.mjs\n[^]*cannot be loaded/);
});

test('a hook that fails is a failure', async (t) => {
  const { said, totals } = await reported(t, {
    'a.test.mjs': `${TEST}describe('suite', () => { before(() => { throw new Error('no set-up'); }); test('one', () => {}); });`,
  });
  assert.notEqual((totals as { failed: number }).failed, 0);
  assert.match(said, /no set-up/);
});

test('fails a file in which nobody caught an error, and shows where it comes from', async (t) => {
  const files = {
    'a.test.mjs': `${TEST}import { setTimeout as pause } from 'node:timers/promises';
async function forgotten() { await pause(1); throw new Error('nobody waits for this'); }
test('goes on', async () => { await pause(1); void forgotten(); await pause(50); });`,
    'b.test.mjs': `${TEST}test('throws later', async () => {
  await null;
  setTimeout(function late() { throw new Error('after the test'); }, 1);
});`,
  };
  const { said, totals, status } = await reported(t, files, ['untracked-promises.ts']);
  assert.equal(status, 1);
  assert.deepEqual(totals, { passed: 2, failed: 2, skipped: 0 });
  assert.match(said, /✖ .*a\.test\.mjs\n[^]*nobody waits for this\n.*at forgotten .*a\.test\.mjs:3/);
  assert.match(said, /✖ .*b\.test\.mjs\n[^]*after the test\n.*late .*b\.test\.mjs:4/);
});

test('follows no promises where that is asked for', async (t) => {
  const file = `${TEST}import { executionAsyncId } from 'node:async_hooks';
test('is a new promise', async () => { await null; assert.equal(executionAsyncId(), 0); });`;
  const followed = await reported(t, { 'a.test.mjs': file });
  assert.deepEqual(followed.totals, { passed: 0, failed: 1, skipped: 0 });
  const { totals } = await reported(t, { 'a.test.mjs': file }, ['untracked-promises.ts']);
  assert.deepEqual(totals, { passed: 1, failed: 0, skipped: 0 });
});

test('names the processes that take longer than ten seconds, and only those', () => {
  let now = 0;
  const progress = new FileProgress(() => now);
  for (const name of ['slow.test.ts', 'quick.test.ts', 'waiting.test.ts']) {
    progress.take('test:enqueue', path.resolve(name));
  }
  progress.take('test:dequeue', path.resolve('slow.test.ts'));
  now = 60_000;
  progress.take('test:dequeue', path.resolve('quick.test.ts'));
  now = 75_000;
  progress.take('test:complete', path.resolve('quick.test.ts'));
  assert.equal(progress.line(), '   1/3 processes, 1 min 15 s; under way: slow.test.ts (1 min 15 s)');
});
