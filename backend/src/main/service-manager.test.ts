import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

import { tellServiceManager } from './service-manager.ts';

/** A folder with a `systemd-notify` that writes down its arguments, and the socket it would use. */
async function withNotify(t: TestContext) {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-notify-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const program = path.join(folder, 'systemd-notify');
  const told = path.join(folder, 'told');
  await writeFile(program, `#!/bin/sh\necho "$NOTIFY_SOCKET $*" > '${told}'\n`);
  await chmod(program, 0o755);
  return { env: { PATH: `${folder}:/usr/bin:/bin` }, told: () => readFile(told, 'utf8').catch(() => undefined) };
}

test('tells systemd once the server answers', async (t) => {
  const { env, told } = await withNotify(t);
  await tellServiceManager({ ...env, NOTIFY_SOCKET: '/run/systemd/notify' });
  assert.equal(await told(), '/run/systemd/notify --ready\n');
});

test('tells nobody where nobody waits', async (t) => {
  const { env, told } = await withNotify(t);
  await tellServiceManager(env);
  assert.equal(await told(), undefined);
});

test('fails where systemd waits and cannot be reached', async () => {
  await assert.rejects(tellServiceManager({ PATH: '/missing', NOTIFY_SOCKET: '/run/systemd/notify' }), /ENOENT/);
});
