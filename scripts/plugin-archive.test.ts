import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';

import { type Entry, openPromise } from 'yauzl';

import { packPlugin } from './plugin-archive.ts';

const PLUGIN = JSON.stringify({ id: 'some-plugin-app', info: { version: '1.2.3', updated: '2026-03-12' } });
const NESTED = JSON.stringify({ id: 'some-plugin-datasource', backend: true, executable: 'gpx_some' });

/** A tiny built plugin; `undefined` leaves a file out. */
async function distOf(t: TestContext, changes: Record<string, string | undefined> = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-package-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const dist = path.join(folder, 'dist');
  const files = {
    'plugin.json': PLUGIN,
    'module.js': 'define([], () => {});',
    'README.md': '# Some plugin',
    LICENSE: 'Apache-2.0',
    'CHANGELOG.md': '# Changelog',
    'datasource/plugin.json': NESTED,
    'datasource/gpx_some_linux_amd64': 'ELF',
    'datasource/gpx_some_windows_amd64.exe': 'MZ',
    ...changes,
  };
  for (const [name, content] of Object.entries(files)) {
    if (content !== undefined) {
      await mkdir(path.dirname(path.join(dist, name)), { recursive: true });
      await writeFile(path.join(dist, name), content);
    }
  }
  return { dist, into: path.join(folder, 'made', 'here') };
}

const permissionsOf = (entry: Entry) => ((entry.externalFileAttributes >>> 16) & 0o777).toString(8);

test('one folder named as the plugin, executables as such, checksum beside it', async (t) => {
  const { dist, into } = await distOf(t);
  const archive = await packPlugin(dist, into);
  assert.equal(archive.file, path.join(into, 'some-plugin-app-1.2.3.zip'));
  assert.deepEqual(archive.platforms, ['linux_amd64', 'windows_amd64']);
  assert.equal(archive.signed, false);

  const zip = await openPromise(archive.file);
  const listed: Record<string, string> = {};
  let readme = '';
  for await (const entry of zip.eachEntry()) {
    listed[entry.fileName] = permissionsOf(entry);
    if (entry.fileName.endsWith('README.md')) {
      readme = await text(await zip.openReadStreamPromise(entry));
    }
  }
  assert.deepEqual(listed, {
    'some-plugin-app/CHANGELOG.md': '644',
    'some-plugin-app/LICENSE': '644',
    'some-plugin-app/README.md': '644',
    'some-plugin-app/datasource/gpx_some_linux_amd64': '755',
    'some-plugin-app/datasource/gpx_some_windows_amd64.exe': '755',
    'some-plugin-app/datasource/plugin.json': '644',
    'some-plugin-app/module.js': '644',
    'some-plugin-app/plugin.json': '644',
  });
  assert.equal(readme, '# Some plugin');

  const sha256 = createHash('sha256')
    .update(await readFile(archive.file))
    .digest('hex');
  assert.equal(archive.sha256, sha256);
  assert.equal(await readFile(archive.checksumFile, 'utf8'), `${sha256}  some-plugin-app-1.2.3.zip\n`);
});

test('the same content gives the same bytes, whatever the dates of its files', async (t) => {
  const { dist, into } = await distOf(t);
  const { sha256 } = await packPlugin(dist, into);
  await utimes(path.join(dist, 'module.js'), 1, 1);
  assert.equal((await packPlugin(dist, into)).sha256, sha256);
  await writeFile(path.join(dist, 'module.js'), 'define([], () => 1);');
  assert.notEqual((await packPlugin(dist, into)).sha256, sha256);
});

test('packs a signature and says so', async (t) => {
  const { dist, into } = await distOf(t, { 'MANIFEST.txt': 'signed' });
  assert.equal((await packPlugin(dist, into)).signed, true);
});

for (const [name, changes, message] of [
  [
    'without README and licence',
    { 'README.md': undefined, LICENSE: undefined },
    /lacks README\.md, LICENSE\. Build it/,
  ],
  [
    'without an executable',
    { 'datasource/gpx_some_linux_amd64': undefined, 'datasource/gpx_some_windows_amd64.exe': undefined },
    /names the executable "gpx_some", but there is none beside it/,
  ],
  [
    'straight from the sources',
    { 'plugin.json': PLUGIN.replace('2026-03-12', '%TODAY%') },
    /info\.updated is "%TODAY%", not a date/,
  ],
] as const) {
  test(`a plugin ${name} is refused in words`, async (t) => {
    const { dist, into } = await distOf(t, changes);
    await assert.rejects(packPlugin(dist, into), message);
  });
}

test('a folder that is not there is named with what to do', async (t) => {
  const { dist, into } = await distOf(t);
  await assert.rejects(packPlugin(`${dist}-other`, into), /dist-other cannot be read\. Build the plugin/);
});
