import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';

import { connect, withBackend } from '../../src/cli/backend/connect.ts';
import { explainError } from '../../src/cli/terminal/describe-error.ts';
import { readEnvironment } from '../../src/config/environment/environment.ts';
import { runCommand, startProgram } from '../support/server/cli.ts';
import { withDataDir } from '../support/server/server.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'bin', 'vigie.js');
const QUERY = ['query', 'system.sources', '--format', 'csv'];

test('ends quietly when the reader of its output closes the pipe', async (t) => {
  const child = startProgram(QUERY, { VIGIE_DATA_DIR: await withDataDir(t) });
  child.stdout?.destroy();
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  assert.deepEqual([stderr, code], ['', 0]);
});

test('fails with a sentence when its output cannot be written', { skip: !existsSync('/dev/full') }, async (t) => {
  const full = await open('/dev/full', 'w');
  t.after(() => full.close());
  const env = { PATH: process.env['PATH'] ?? '', VIGIE_DATA_DIR: await withDataDir(t) };
  const child = spawn(process.execPath, [PROGRAM, ...QUERY], { env, stdio: ['ignore', full.fd, 'pipe'] });
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  assert.match(stderr, /^vigie: Standard output cannot be written: ENOSPC.*not complete\.\n$/);
  assert.equal(code, 1);
});

test('commands open the store when server.json is damaged', async (t) => {
  const dataDir = await withDataDir(t);
  await writeFile(join(dataDir, 'server.json'), '{"url":"http://127.0');
  for (const args of [QUERY, ['token', 'list']]) {
    const { code, stderr } = await runCommand(args, { VIGIE_DATA_DIR: dataDir });
    assert.deepEqual([stderr, code], ['', 0]);
  }
});

test('reports the failure of the work, not that of closing after it', async (t) => {
  const env = { VIGIE_DATA_DIR: await withDataDir(t) };
  const silent = { write: () => true };
  const io = { env, stdin: process.stdin, stdout: silent, stderr: silent, language: 'en' as const };
  const failure = await withBackend(io, async (backend) => {
    const close = backend.close.bind(backend);
    backend.close = () => close().then(() => Promise.reject(new Error('closing failed')));
    throw new Error('the work failed');
  }).catch((error: unknown) => error);
  assert.equal(explainError(failure).en, 'the work failed');
  // It was closed nevertheless: the folder is free.
  await (await connect(readEnvironment(env))).close();
});
