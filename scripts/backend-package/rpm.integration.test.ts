import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

import { reasonToSkip, withFolder } from './package-test.ts';
import { addNode, stageBackend } from './stage.ts';
import { packForSystem } from './system-packages.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** This machine's system as a folder, whose changes are thrown away; undefined where such a mount is not allowed. */
async function systemOverThisOne(t: TestContext): Promise<string | undefined> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-system-'));
  const [upper, work, root] = [path.join(folder, 'upper'), path.join(folder, 'work'), path.join(folder, 'root')];
  await Promise.all([upper, work, root].map((each) => mkdir(each)));
  const options = `lowerdir=/,upperdir=${upper},workdir=${work}`;
  const mounted = spawnSync('mount', ['-t', 'overlay', 'overlay', '-o', options, root]).status === 0;
  t.after(async () => {
    if (mounted) {
      execFileSync('umount', [root]);
    }
    await rm(folder, { recursive: true, force: true });
  });
  return mounted ? root : undefined;
}

/** The devices that programs of the folder read; the system's own are no part of it. */
function makeDevices(root: string): void {
  for (const [name, minor] of Object.entries({ null: '3', urandom: '9' })) {
    const device = path.join(root, 'dev', name);
    execFileSync('rm', ['-f', device]);
    execFileSync('mknod', ['-m', '666', device, 'c', '1', minor]);
  }
}

test(
  'is installed by rpm, runs, is upgraded and removed, and keeps what was written meanwhile',
  { skip: reasonToSkip('rpm') },
  async (t) => {
    const folder = await withFolder(t);
    const stage = path.join(folder, 'stage');
    await stageBackend(ROOT, stage);
    await addNode(stage);
    const older = await packForSystem('rpm', { root: ROOT, stage, into: folder, version: '0.0.1' });
    const newer = await packForSystem('rpm', { root: ROOT, stage, into: folder, version: '0.0.2' });
    // Once more, beside one of another version.
    assert.equal(await packForSystem('rpm', { root: ROOT, stage, into: folder, version: '0.0.1' }), older);
    const root = await systemOverThisOne(t);
    if (root === undefined) {
      t.skip('SKIPPED: this system does not let root mount an overlay');
      return;
    }
    const at = (file: string): string => path.join(root, file);
    const rpm = (...args: string[]): string => {
      const done = spawnSync('rpm', ['--root', root, ...args], { encoding: 'utf8' });
      return `${done.stdout}${done.stderr}`;
    };
    const vigie = (...args: string[]): string =>
      execFileSync('chroot', [root, '/usr/bin/vigie', ...args], { encoding: 'utf8', stdio: 'pipe' });

    // Without dependencies: this machine's packages may be of another kind.
    assert.match(rpm('--install', '--nodeps', older), /No key can be made without \/dev\/urandom/);
    await assert.rejects(stat(at('etc/vigie/vigie.env')), { code: 'ENOENT' });
    rpm('--erase', 'vigie');

    makeDevices(root);
    assert.match(rpm('--install', '--nodeps', older), /Fill in \/etc\/vigie\/vigie\.env/);
    const settings = at('etc/vigie/vigie.env');
    assert.match(await readFile(settings, 'utf8'), /^VIGIE_SECRET_KEY='[A-Za-z0-9+/]{43}='$/m);
    const user = /^vigie:x:(\d+):(\d+):/m.exec(await readFile(at('etc/passwd'), 'utf8'));
    const [uid, gid] = [Number(user?.[1]), Number(user?.[2])];
    const { mode, uid: owner, gid: group } = await stat(settings);
    assert.deepEqual([mode & 0o777, owner, group], [0o640, 0, gid]);

    // As the service's user, into the store of the service.
    assert.match(vigie('token', 'create', '--name', 'kept', '--scopes', 'tickets:read'), /vig_/);
    assert.equal((await stat(at('var/lib/vigie/store'))).uid, uid);

    await appendFile(settings, '# by hand\n');
    await writeFile(at('etc/vigie/vigie.yaml'), 'statuses: { open: [Open, New] }\n');
    const kept = await readFile(settings, 'utf8');
    assert.doesNotMatch(rpm('--upgrade', '--nodeps', newer), /Fill in|failed/);
    assert.match(rpm('--query', 'vigie'), /^vigie-0\.0\.2-/);
    assert.equal(await readFile(settings, 'utf8'), kept);
    assert.match(vigie('token', 'list'), /kept/);

    assert.match(rpm('--erase', 'vigie'), /store and settings stay/);
    assert.equal(await readFile(settings, 'utf8'), kept);
    assert.match(await readFile(at('etc/vigie/vigie.yaml'), 'utf8'), /New/);
    assert.ok((await stat(at('var/lib/vigie/store'))).isDirectory());
    for (const gone of ['usr/bin/vigie', 'usr/lib/vigie', 'usr/share/vigie', 'usr/share/doc/vigie']) {
      await assert.rejects(stat(at(gone)), { code: 'ENOENT' }, gone);
    }
  }
);
