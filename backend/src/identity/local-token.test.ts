import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';

import { SCOPES } from '../domain/access/access.ts';
import { createLocalToken, readLocalServer } from './local-token.ts';

async function withFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-local-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

test('the file is for its owner only, and opens everything while the server runs', async (t) => {
  const folder = await withFolder(t);
  const file = join(folder, 'server.json');
  await writeFile(file, 'left over', { mode: 0o644 });
  const token = createLocalToken(folder);
  await token.publish('http://127.0.0.1:1234');

  assert.equal((await stat(file)).mode & 0o777, 0o600);
  const server = await readLocalServer(folder);
  assert.equal(server?.url, 'http://127.0.0.1:1234');
  assert.equal(server.pid, process.pid);
  assert.deepEqual(token.authenticate(server.token)?.scopes, SCOPES);
  assert.equal(token.authenticate(`${server.token}x`), undefined);
  assert.equal(createLocalToken(folder).authenticate(server.token), undefined);

  await token.withdraw();
  assert.equal(await readLocalServer(folder), undefined);
});

test('a server only removes its own file', async (t) => {
  const folder = await withFolder(t);
  const [first, second] = [createLocalToken(folder), createLocalToken(folder)];
  await first.publish('http://127.0.0.1:1');
  await second.publish('http://127.0.0.1:2');
  await first.withdraw();
  assert.equal((await readLocalServer(folder))?.url, 'http://127.0.0.1:2');
});

for (const [what, content] of [
  ['an empty file', ''],
  ['a file cut short', '{"url":"http://127.0.0.1:1","tok'],
  ['something else', 'null'],
  ['a server without a token', '{"url":"http://127.0.0.1:1","pid":1}'],
  ['an address of another kind', '{"url":"file:///etc/passwd","token":"vig_x","pid":1}'],
] as const) {
  test(`takes ${what} for no server, and the next start replaces it`, async (t) => {
    const folder = await withFolder(t);
    await writeFile(join(folder, 'server.json'), content);
    assert.equal(await readLocalServer(folder), undefined);
    await createLocalToken(folder).publish('http://127.0.0.1:2');
    assert.equal((await readLocalServer(folder))?.url, 'http://127.0.0.1:2');
  });
}
