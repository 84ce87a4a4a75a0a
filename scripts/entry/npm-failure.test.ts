import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** Runs the entry in a clone without packages, with an `npm` that writes this to standard error and fails. */
async function failedInstallation(t: TestContext, messages: string | undefined): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-npm-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await cp(path.join(ROOT, 'scripts'), path.join(folder, 'scripts'), { recursive: true });
  await writeFile(path.join(folder, 'package-lock.json'), '{}');
  const bin = path.join(folder, 'bin');
  await mkdir(bin);
  if (messages !== undefined) {
    await writeFile(path.join(bin, 'npm'), `#!/bin/sh\n/bin/cat >&2 <<'END'\n${messages}\nEND\nexit 1\n`);
    await chmod(path.join(bin, 'npm'), 0o755);
  }
  const run = spawnSync(process.execPath, [path.join(folder, 'scripts', 'run.cjs'), 'demo/main.ts'], {
    env: { PATH: bin },
    encoding: 'utf8',
  });
  assert.equal(run.status, 1);
  const lines = run.stderr.trim().split('\n');
  assert.equal(lines.length, 2, run.stderr);
  assert.match(lines[0]!, /^• npm packages: installing/);
  return lines[1]!.replaceAll(folder, 'CLONE');
}

const cases: [name: string, messages: string | undefined, sentence: RegExp][] = [
  [
    'no network',
    'npm error code ENOTFOUND\nnpm error syscall getaddrinfo',
    /registry cannot be reached \(ENOTFOUND\): check the network and the proxy/,
  ],
  ['a slow network', 'npm error code ETIMEDOUT', /registry cannot be reached \(ETIMEDOUT\)/],
  ['a registry that fails', 'npm error code E503', /registry cannot be reached \(E503\)/],
  ['no npm', undefined, /npm is not on this machine: install it/],
  ['a full disk', 'npm error code ENOSPC\nnpm error nospc', /the disk is full: make room of 2 GB where CLONE/],
  [
    'a full disk below a script',
    'npm error code 1\nnpm error Error: ENOSPC: no space left on device, write',
    /the disk is full/,
  ],
  ['a folder of another user', 'npm error code EACCES\nnpm error path /x', /CLONE or npm's cache cannot be written/],
  [
    'a proxy with its own certificate',
    'npm error code SELF_SIGNED_CERT_IN_CHAIN',
    /certificate .* NODE_EXTRA_CA_CERTS/,
  ],
  ['a lock file that does not fit', 'npm error code EUSAGE', /package\.json and package-lock\.json do not agree/],
  ['an old npm', 'npm ERR! code ECONNREFUSED', /registry cannot be reached \(ECONNREFUSED\)/],
  [
    'anything else',
    'npm error code EODD\nnpm error it was odd\nnpm error A complete log of this run can be found in: /l',
    /failed \(EODD\): it was odd; A complete log .*: \/l$/,
  ],
  ['a program killed without a word', '', /failed \(UNKNOWN\): it said nothing$/],
];

for (const [name, messages, sentence] of cases) {
  test(`an installation that fails for ${name} ends with one sentence`, async (t) => {
    assert.match(await failedInstallation(t, messages), sentence);
  });
}
