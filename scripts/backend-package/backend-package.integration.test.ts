import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

import { isThere, reasonToSkip, withFolder } from './package-test.ts';
import { addNode, sizeOf, stageBackend } from './stage.ts';
import { packForSystem } from './system-packages.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
/** What an archive without Node.js may take, unpacked. */
const LIMIT_BYTES = 130_000_000;

const skip = reasonToSkip('dpkg');

/** A system that has nothing but a database of packages; Debian's own tool works on it. */
async function emptySystem(folder: string) {
  const root = path.join(folder, 'root');
  await mkdir(path.join(root, 'var/lib/dpkg/info'), { recursive: true });
  await mkdir(path.join(root, 'var/lib/dpkg/updates'));
  await mkdir(path.join(root, 'etc'));
  for (const file of ['var/lib/dpkg/status', 'etc/passwd', 'etc/group', 'etc/shadow', 'etc/gshadow']) {
    await writeFile(path.join(root, file), '');
  }
  const flags = [`--root=${root}`, '--force-script-chrootless', '--force-depends', '--log=/dev/null'];
  return {
    at: (file: string) => path.join(root, file),
    dpkg: (...args: string[]) => execFileSync('dpkg', [...flags, ...args], { encoding: 'utf8', stdio: 'pipe' }),
  };
}

async function answers(url: string, program: ChildProcess): Promise<boolean> {
  for (let attempt = 0; attempt < 600 && program.exitCode === null; attempt += 1) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false
      )
    ) {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}

test('holds what runs and nothing of what only builds or tests it', async (t) => {
  const stage = path.join(await withFolder(t), 'stage');
  await stageBackend(ROOT, stage);
  assert.ok((await sizeOf(stage)) < LIMIT_BYTES);
  await assert.rejects(stat(path.join(stage, 'node_modules/typescript')), { code: 'ENOENT' });
  await assert.rejects(stat(path.join(stage, 'backend/src/domain')), { code: 'ENOENT' });
  await assert.rejects(stat(path.join(stage, 'node_modules/fastify')), { code: 'ENOENT' });
  const version = execFileSync(process.execPath, [path.join(stage, 'backend/bin/vigie.js'), '--version'], {
    encoding: 'utf8',
    cwd: stage,
  });
  assert.match(version, /^\d+\.\d+\.\d+/);
});

test(
  'is installed by dpkg, runs, is installed over itself and removed, and keeps what was written meanwhile',
  { skip },
  async (t) => {
    const folder = await withFolder(t);
    const stage = path.join(folder, 'stage');
    await stageBackend(ROOT, stage);
    await addNode(stage);
    const file = await packForSystem('deb', { root: ROOT, stage, into: folder, version: '0.0.1' });
    const system = await emptySystem(folder);

    assert.match(system.dpkg('--install', file), /Fill in \/etc\/vigie\/vigie\.env/);
    const settings = system.at('etc/vigie/vigie.env');
    assert.equal((await stat(settings)).mode & 0o777, 0o640);
    const written = await readFile(settings, 'utf8');
    assert.match(written, /^VIGIE_SECRET_KEY='[A-Za-z0-9+/]{43}='$/m);
    assert.match(written, /^VIGIE_BOOTSTRAP_TOKEN='[0-9a-f]{64}'$/m);

    // Folders of this system, as a service manager would see those of its own.
    const here = written.replaceAll(/=\/(etc|var)\//g, `=${system.at('$1')}/`);
    await writeFile(settings, `${here}\nPORT=0\nMANAGEMENT_PORT=0\n`);
    await assertRuns(t, system);

    await appendFile(settings, '# by hand\n');
    const kept = await readFile(settings, 'utf8');
    assert.doesNotMatch(system.dpkg('--install', file), /Fill in/);
    assert.equal(await readFile(settings, 'utf8'), kept);
    assert.match(system.dpkg('--remove', 'vigie'), /store and settings stay/);
    assert.equal(await readFile(settings, 'utf8'), kept);
    assert.ok((await stat(system.at('var/lib/vigie/store'))).isDirectory());
    await assert.rejects(stat(system.at('usr/lib/vigie')), { code: 'ENOENT' });
  }
);

/** Each unit's command, as a plain process. */
async function assertRuns(t: TestContext, system: Awaited<ReturnType<typeof emptySystem>>): Promise<void> {
  const env = { PATH: process.env['PATH'], DPKG_ROOT: system.at('') };
  const commandOf = async (unit: string): Promise<string[]> => {
    const text = await readFile(system.at(`usr/lib/systemd/system/${unit}`), 'utf8');
    const [program = '', ...args] = /^ExecStart=(.*)$/m.exec(text)?.[1]?.split(' ') ?? [];
    return [system.at(program), ...args];
  };
  const [program = '', ...args] = await commandOf('vigie.service');
  const service = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => service.kill('SIGKILL'));
  let log = '';
  service.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
  while (!log.includes('"msg":"started"') && service.exitCode === null) {
    await Promise.race([once(service.stdout, 'data'), once(service, 'exit')]);
  }
  const url = /"url":"([^"]+)"/.exec(log)?.[1];
  assert.ok(await answers(`${url}/health/live`, service), log);

  const [onboarding = '', ...rest] = await commandOf('vigie-onboarding.service');
  const applied = spawnSync(onboarding, rest, { env, encoding: 'utf8' });
  assert.match(applied.stderr, /GRAFANA_URL/, applied.stdout);
  service.kill('SIGTERM');
  await once(service, 'exit');
}

for (const unit of ['vigie.service', 'vigie-onboarding.service']) {
  const without = !isThere('systemd-analyze') && 'SKIPPED: systemd-analyze is not installed';
  void test(`${unit} gives its program no more than it needs`, { skip: without }, () => {
    const file = path.join(ROOT, 'packaging', 'systemd', unit);
    const report = execFileSync('systemd-analyze', ['security', '--offline=true', file], { encoding: 'utf8' });
    const level = Number(/exposure level for .*: (\d+\.\d+)/.exec(report)?.[1]);
    assert.ok(level <= 2, report);
  });
}
