import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

const ROOT = path.dirname(import.meta.dirname);

interface Manifest {
  version: string;
  workspaces?: string[];
}

const read = (file: string): Promise<string> => readFile(path.join(ROOT, file), 'utf8');
const readJson = async <T>(file: string): Promise<T> => JSON.parse(await read(file)) as T;

const { version, workspaces = [] } = await readJson<Manifest>('package.json');

test('every workspace, and the lock, have the version of the root', async () => {
  const lock = await readJson<Manifest & { packages: Record<string, Manifest> }>('package-lock.json');
  assert.equal(lock.version, version);
  for (const folder of ['', ...workspaces]) {
    assert.equal((await readJson<Manifest>(path.join(folder, 'package.json'))).version, version, folder);
    assert.equal(lock.packages[folder]?.version, version, `${folder} in package-lock.json`);
  }
});

test('every plugin takes its version when it is built', async () => {
  for (const folder of ['', 'datasource', 'panels/list', 'panels/clients']) {
    const plugin = await readJson<{ info: Manifest }>(path.join('src', folder, 'plugin.json'));
    assert.equal(plugin.info.version, '%VERSION%', folder);
  }
});

test('the newest dated heading of the changelog is that version', async () => {
  const [, heading] = /^## (\d.*)$/m.exec(await read('CHANGELOG.md')) ?? [];
  assert.match(heading ?? '', /^\d+\.\d+\.\d+ - \d{4}-\d{2}-\d{2}$/);
  assert.equal(heading?.split(' ')[0], version);
});

test('the command line says that version', () => {
  const { stdout } = spawnSync(process.execPath, ['backend/bin/vigie.js', '--version'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  assert.match(stdout, new RegExp(`\\b${version.replaceAll('.', '\\.')}\\b`));
});

test('file names in docs/packaging.md carry that version', async () => {
  const named = [...(await read('docs/packaging.md')).matchAll(/[_-](\d+\.\d+\.\d+)[._-]/g)].map(([, one]) => one);
  assert.ok(named.length > 0);
  assert.deepEqual(new Set(named), new Set([version]));
});
