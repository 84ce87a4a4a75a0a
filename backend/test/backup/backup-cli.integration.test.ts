import assert from 'node:assert/strict';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';

import { checkBackup } from '../../src/backup/read.ts';
import { openStore } from '../../src/store/driver/database.ts';
import { runCommand } from '../support/server/cli.ts';
import { send, withDataDir, withFolder, withServer } from '../support/server/server.ts';
import { newSecretKey } from '../support/upstreams/connections.ts';
import { contentsOf, fillStore } from './filled-store.ts';

const CREATE = ['token', 'create', '--name', 'screen', '--scopes', 'tickets:read'];

test('backs up the store of a running server, and a restored one knows its tokens', async (t) => {
  const key = { VIGIE_SECRET_KEY: newSecretKey() };
  const server = await withServer(t, key);
  const env = { VIGIE_DATA_DIR: server.dataDir };
  const { stdout: token } = await runCommand(CREATE, env);
  const file = join(await withFolder(t), 'vigie.backup');
  const written = await runCommand(['backup', file], env);
  assert.equal(written.code, 0, written.stderr);
  assert.match(written.stdout, /vigie\.backup: \d+ rows of \d+ tables\..*docs\/backup\.md/s);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.deepEqual((await runCommand(['audit', '--action', 'store', '--json'], env)).stdout.match(/store\.\w+/g), [
    'store.backup',
  ]);

  const refused = await runCommand(['restore', file, '--replace'], env);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /A backend runs on this store \(http.*stop it/);

  const dataDir = await withFolder(t);
  const restored = await runCommand(['restore', file], { ...key, VIGIE_DATA_DIR: dataDir });
  assert.equal(restored.code, 0, restored.stderr);
  const again = await withServer(t, { ...key, VIGIE_DATA_DIR: dataDir });
  const { status } = await send(`${again.url}/v1/status`, { token: token.trim().split(/\s+/).at(-1) });
  assert.equal(status, 200);
});

test('backs up and replaces a store that no server has opened, and tells who did it', async (t) => {
  const dataDir = await withDataDir(t);
  const env = { VIGIE_DATA_DIR: dataDir };
  const withOpen = async <T>(work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>): Promise<T> => {
    const store = await openStore({ dataDir });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  const before = await withOpen(async (store) => {
    await fillStore(store);
    return contentsOf(store);
  });
  const file = join(await withFolder(t), 'vigie.backup');
  assert.equal((await runCommand(['backup', file], env)).code, 0);
  const again = await runCommand(['restore', file, '--without-key'], env);
  assert.match(again.stderr, /not empty/);
  const key = await runCommand(['restore', file, '--replace'], env);
  assert.match(key.stderr, /encrypted with the key key-one, and VIGIE_SECRET_KEY is not set/);
  const restored = await runCommand(['restore', file, '--replace', '--without-key'], env);
  assert.equal(restored.code, 0, restored.stderr);
  const after = await withOpen(contentsOf);
  assert.deepEqual({ ...after, audit: after['audit']?.slice(0, 1) }, before);
  assert.match(after['audit']?.[1] ?? '', /store\.restore/);
});

test('writes nothing over a file, nor leaves half of one, and says why', async (t) => {
  const folder = await withFolder(t);
  const env = { VIGIE_DATA_DIR: await withDataDir(t) };
  const file = join(folder, 'there');
  await writeFile(file, 'mine');
  assert.match((await runCommand(['backup', file], env)).stderr, /there already: name another file/);
  assert.match((await runCommand(['backup', join(folder, 'no', 'where')], env)).stderr, /its folder does not exist/);
  const missing = join(folder, 'missing');
  const none = await runCommand(['backup', join(folder, 'new')], { VIGIE_DATA_DIR: missing });
  assert.equal(none.code, 1);
  assert.match(none.stderr, /There is no store in .*missing.*VIGIE_DATA_DIR/);
  assert.deepEqual(await readdir(folder), ['there']);
});

test('gives a backup over HTTP to administrators alone', async (t) => {
  const server = await withServer(t);
  const env = { VIGIE_DATA_DIR: server.dataDir };
  const tokenOf = async (...args: string[]): Promise<string> => {
    const { stdout, stderr } = await runCommand(['token', 'create', '--name', 'x', '--json', ...args], env);
    assert.notEqual(stdout, '', stderr);
    return (JSON.parse(stdout) as { token: string }).token;
  };
  const statusFor = async (token: string): Promise<number> => (await send(`${server.url}/v1/backup`, { token })).status;
  assert.equal(await statusFor(await tokenOf('--scopes', 'tickets:read,counters:read,sites:write')), 403);
  const answer = await fetch(`${server.url}/v1/backup`, {
    headers: { authorization: `Bearer ${await tokenOf('--scopes', 'admin')}` },
  });
  assert.equal(answer.headers.get('content-type'), 'application/gzip');
  const file = join(await withFolder(t), 'by-http');
  await writeFile(file, Buffer.from(await answer.arrayBuffer()));
  assert.ok((await checkBackup(file)).rows > 0);
});
