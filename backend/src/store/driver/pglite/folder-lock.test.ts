import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

import { lockFolder } from './folder-lock.ts';

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-lock-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

test('a held folder is refused, naming the process; given back, it is free', async (t) => {
  const folder = await temporaryFolder(t);
  const unlock = await lockFolder(folder);
  await assert.rejects(lockFolder(folder), {
    code: 'store_unavailable',
    message: `The data folder ${folder} is in use by process ${process.pid}. Talk to that server, or stop it first.`,
  });
  assert.deepEqual(await readdir(folder), ['store.lock']);
  await unlock();
  assert.deepEqual(await readdir(folder), []);
  await (
    await lockFolder(folder)
  )();
});

test('a lock left by a process that is gone gives way', async (t) => {
  const folder = await temporaryFolder(t);
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  await writeFile(path.join(folder, 'store.lock'), JSON.stringify({ pid: child.pid, startedAt: null }));
  await lockFolder(folder);
  assert.equal(
    (JSON.parse(await readFile(path.join(folder, 'store.lock'), 'utf8')) as { pid: number }).pid,
    process.pid
  );
});

test(
  'a lock of an earlier process with the same number gives way',
  { skip: process.platform !== 'linux' },
  async (t) => {
    const folder = await temporaryFolder(t);
    await writeFile(path.join(folder, 'store.lock'), JSON.stringify({ pid: process.pid, startedAt: '1' }));
    await (
      await lockFolder(folder)
    )();
  }
);

test('a lock cut short by a crash gives way', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(path.join(folder, 'store.lock'), '{"pid":');
  await (
    await lockFolder(folder)
  )();
});

test('a takeover cut short by a crash gives way too', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(path.join(folder, 'store.lock'), '');
  await writeFile(path.join(folder, 'store.lock.takeover'), '');
  await lockFolder(folder);
  assert.deepEqual(await readdir(folder), ['store.lock']);
});

test('of many that find a stale lock, one gets the folder', async (t) => {
  for (let round = 0; round < 20; round += 1) {
    const folder = await temporaryFolder(t);
    await writeFile(path.join(folder, 'store.lock'), '');
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.deepEqual(await readdir(folder), ['store.lock']);
  }
});
