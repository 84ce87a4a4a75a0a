import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

import { waitUntil } from '../../tests/servers/wait-until.ts';

/* A fresh clone with nothing installed, and an old Node.js in front: the packages of the clone are one, `node`, which the
 * lock file takes from a folder, so that the `npm ci` of these tests is the real one and needs no network. */

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const NPM = spawnSync('npm', ['--version'], { encoding: 'utf8' });

interface Manifest {
  scripts: Record<string, string>;
}

const manifest = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;

/** What a program of the clone sees, as JSON on standard output. */
const PROBE = `
import { spawnSync } from 'node:child_process';
const inShell: string = spawnSync('node --version', { shell: true, encoding: 'utf8' }).stdout.trim();
console.log(JSON.stringify({ version: process.version, inShell, args: process.argv.slice(2) }));
`;

/** Makes `node` of version 20 out of the one that runs: no TypeScript, no execve; what it starts is not changed. */
const OLD_NODE = (version: string) => `#!/bin/sh
exec '${process.execPath}' --no-strip-types --require "$(dirname "$0")/old.cjs" "$@"
#${version}
`;
const OLD_PRELOAD = (version: string) => `
Object.defineProperty(process.versions, 'node', { value: '${version}' });
Object.defineProperty(process, 'version', { value: 'v${version}' });
process.execve = undefined;
`;

async function executable(file: string, text: string): Promise<void> {
  await writeFile(file, text);
  await chmod(file, 0o755);
}

/** A clone and a folder with an old `node`, both gone after the test. */
async function freshClone(
  t: TestContext,
  { old = '20.20.2', scripts = {} }: { old?: string; scripts?: Record<string, string> } = {}
): Promise<{ root: string; bin: string; env: NodeJS.ProcessEnv }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-clone-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const [root, bin, node] = ['clone', 'bin', 'node'].map((name) => path.join(folder, name)) as [string, string, string];

  await mkdir(path.join(node, 'bin'), { recursive: true });
  await symlink(process.execPath, path.join(node, 'bin', 'node'));
  const packaged = { name: 'node', version: '24.0.0', bin: { node: 'bin/node' } };
  await writeFile(path.join(node, 'package.json'), JSON.stringify(packaged));

  await mkdir(bin);
  await executable(path.join(bin, 'node'), OLD_NODE(old));
  await writeFile(path.join(bin, 'old.cjs'), OLD_PRELOAD(old));

  await mkdir(root);
  const dependencies = { node: 'file:../node' };
  const clone = { name: 'clone', version: '1.0.0' };
  await writeFile(
    path.join(root, 'package.json'),
    JSON.stringify({ ...clone, scripts: { ...manifest.scripts, ...scripts }, devDependencies: dependencies })
  );
  await writeFile(
    path.join(root, 'package-lock.json'),
    JSON.stringify({
      ...clone,
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { ...clone, devDependencies: dependencies },
        '../node': { version: '24.0.0', dev: true, bin: { node: 'bin/node' } },
        'node_modules/node': { resolved: '../node', link: true },
      },
    })
  );
  await cp(path.join(ROOT, 'scripts'), path.join(root, 'scripts'), { recursive: true });
  for (const program of ['demo/main.ts', 'tests/runner/main.ts', 'tests/simulators/atera/main.ts']) {
    await mkdir(path.dirname(path.join(root, program)), { recursive: true });
    await writeFile(path.join(root, program), PROBE);
  }
  // As a shell that never heard of this checkout: npm's variables of the run around the tests, and its PATH, are not there.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_/i.test(name)));
  env['PATH'] = [bin, ...(process.env['PATH'] ?? '').split(path.delimiter)]
    .filter((part) => !part.includes('node_modules'))
    .join(path.delimiter);
  env['npm_config_cache'] = path.join(folder, 'cache');
  return { root, bin, env };
}

function seenBy(stdout: string): unknown {
  return JSON.parse(stdout.slice(stdout.indexOf('{')));
}

const skip = NPM.status === 0 ? false : 'SKIPPED: no npm on this machine';

for (const shell of ['dash', 'bash']) {
  const shellPath = ['/bin', '/usr/bin', '/usr/local/bin'].map((f) => path.join(f, shell)).find((f) => existsSync(f));
  const noShell = shellPath === undefined ? `SKIPPED: no ${shell} on this machine` : skip;

  for (const [script, command] of [
    ['demo', ['run', 'demo', '--', '--once']],
    ['test', ['test', '--', '--once']],
    ['simulator:atera', ['run', 'simulator:atera', '--', '--once']],
  ] as const) {
    test(
      `npm ${script} reaches the right Node.js on its first run with an old one in front (${shell})`,
      { skip: noShell },
      async (t) => {
        const { root, env } = await freshClone(t);
        const run = spawnSync('npm', [...command], {
          cwd: root,
          env: { ...env, npm_config_script_shell: shellPath },
          encoding: 'utf8',
        });
        assert.equal(run.status, 0, run.stderr);
        assert.deepEqual(seenBy(run.stdout), { version: process.version, inShell: process.version, args: ['--once'] });
      }
    );
  }
}

test('the stub of an old Node.js refuses TypeScript, as a real one does', async (t) => {
  const { root, bin, env } = await freshClone(t);
  const run = spawnSync(path.join(bin, 'node'), ['demo/main.ts'], { cwd: root, env, encoding: 'utf8' });
  assert.match(run.stderr, /ERR_UNKNOWN_FILE_EXTENSION/);
});

test('no script of package.json starts a program with the Node.js of the shell', () => {
  for (const [name, command] of Object.entries(manifest.scripts)) {
    assert.match(command, /^node scripts\/run\.cjs( \S+\.(ts|js)( [\w.-]+)?$| && |$)/, name);
    assert.doesNotMatch(command, /&& node /, `${name}: the shell still knows the old node`);
  }
});

test('settings of the machine that leave packages out do not reach the installation', { skip }, async (t) => {
  const { root, env } = await freshClone(t);
  const variables = { ...env, NODE_ENV: 'production', npm_config_omit: 'dev', npm_config_ignore_scripts: 'true' };
  const run = spawnSync('npm', ['run', 'demo'], { cwd: root, env: variables, encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
});

test('a second run installs nothing', { skip }, async (t) => {
  const { root, env } = await freshClone(t);
  const run = () => spawnSync('npm', ['run', 'demo'], { cwd: root, env, encoding: 'utf8' });
  assert.match(run().stderr, /npm packages: installing/);
  assert.doesNotMatch(run().stderr, /npm packages/);
});

test('what `npm install` has brought is not installed again, what is new in the lock file is', { skip }, async (t) => {
  const { root, env } = await freshClone(t);
  const run = () => spawnSync('npm', ['run', 'demo'], { cwd: root, env, encoding: 'utf8' });
  run();
  const file = path.join(root, 'package-lock.json');
  const lock = JSON.parse(await readFile(file, 'utf8')) as { packages: Record<string, object> };
  await writeFile(file, JSON.stringify(lock, null, 4));
  assert.doesNotMatch(run().stderr, /npm packages/);
  lock.packages['node_modules/added'] = { version: '1.0.0', resolved: 'file:../gone.tgz' };
  await writeFile(file, JSON.stringify(lock));
  assert.match(run().stderr, /npm packages: installing/);
});

test('an installation that was cut off is noticed, and done again', { skip }, async (t) => {
  const { root, env } = await freshClone(t, { scripts: { postinstall: 'touch started; exec sleep 600' } });
  const child = spawn('npm', ['run', 'demo'], { cwd: root, env, stdio: 'ignore', detached: true });
  await waitUntil('the installation has begun', () => existsSync(path.join(root, 'started')));
  const ended = once(child, 'exit');
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await ended;
  const file = path.join(root, 'package.json');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('exec sleep 600', 'true'));
  const run = spawnSync('npm', ['run', 'demo'], { cwd: root, env, encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stderr, /npm packages: installing/);
});

test('two first commands at once install one after the other', { skip }, async (t) => {
  const { root, env } = await freshClone(t, { scripts: { postinstall: 'echo x >> ../installed; sleep 1' } });
  const children = ['demo', 'test'].map((script) => spawn('npm', ['run', script], { cwd: root, env, stdio: 'ignore' }));
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as number));
  assert.deepEqual(codes, [0, 0]);
  assert.equal(await readFile(path.join(root, '..', 'installed'), 'utf8'), 'x\n');
});

test('a Node.js too old to install gets one sentence', async (t) => {
  const { root, bin, env } = await freshClone(t, { old: '12.22.12' });
  const run = spawnSync(path.join(bin, 'node'), ['scripts/run.cjs', 'demo/main.ts'], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  assert.equal(run.status, 1);
  assert.match(run.stderr, /^✗ Node\.js 20 or newer is needed, this is 12\.22\.12: .*same command again\.\n$/);
});
