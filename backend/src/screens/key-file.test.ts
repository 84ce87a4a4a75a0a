import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

import { writeKeySet } from './key-file.ts';

const KEYS = { keys: [] };

async function keyFile(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-keys-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return path.join(folder, 'screen-keys.json');
}

const modeOf = async (file: string): Promise<string> => ((await stat(file)).mode & 0o777).toString(8);

/** As the service runs: `UMask=0077` of packaging/systemd/vigie.service. */
function withUmaskOfTheService(t: TestContext): void {
  const before = process.umask(0o077);
  t.after(() => process.umask(before));
}

test('lets everybody read the file where the umask would not', async (t) => {
  const file = await keyFile(t);
  withUmaskOfTheService(t);
  assert.equal(await writeKeySet(file, KEYS), true);
  assert.equal(await modeOf(file), '644');
  assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), KEYS);
  assert.deepEqual(await readdir(path.dirname(file)), ['screen-keys.json']);
});

test('opens a file that is there as it should be but closed to others', async (t) => {
  const file = await keyFile(t);
  await writeKeySet(file, KEYS);
  await chmod(file, 0o600);
  assert.equal(await writeKeySet(file, KEYS), false);
  assert.equal(await modeOf(file), '644');
});

test('leaves a wider mode that somebody gave', async (t) => {
  const file = await keyFile(t);
  await writeKeySet(file, KEYS);
  await chmod(file, 0o664);
  await writeKeySet(file, KEYS);
  assert.equal(await modeOf(file), '664');
});
