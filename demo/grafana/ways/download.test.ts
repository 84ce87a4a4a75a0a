import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

import { findInArchive } from './download.ts';
import { GRAFANA_VERSION } from './version.ts';
import type { GrafanaInstallation } from './way.ts';

/** An archive as Grafana Labs packs it: one folder with everything inside. */
async function packGrafana(folder: string): Promise<Buffer> {
  const home = path.join(folder, `grafana-${GRAFANA_VERSION}`);
  await Promise.all(['bin', 'conf', 'public'].map((name) => mkdir(path.join(home, name), { recursive: true })));
  await writeFile(path.join(home, 'conf', 'defaults.ini'), '');
  await writeFile(path.join(home, 'bin', 'grafana'), '');
  await chmod(path.join(home, 'bin', 'grafana'), 0o755);
  const archive = path.join(folder, 'archive.tar.gz');
  assert.equal(spawnSync('tar', ['-czf', archive, '-C', folder, path.basename(home)]).status, 0);
  return readFile(archive);
}

/** A download server with one archive, whatever its name, and the checksum it publishes. */
async function releaseServer(t: TestContext, archive: Buffer, checksum: string): Promise<string> {
  const server = createServer((request, response) => {
    response.end(request.url?.endsWith('.sha256') ? `${checksum}  grafana.tar.gz\n` : archive);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-download-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

test('an archive whose checksum agrees is unpacked into the cache, and found there afterwards without the network', async (t) => {
  const folder = await temporaryFolder(t);
  const cache = path.join(folder, 'cache');
  const archive = await packGrafana(folder);
  const releases = await releaseServer(t, archive, createHash('sha256').update(archive).digest('hex'));
  const home = path.join(cache, `grafana-${GRAFANA_VERSION}`);
  const expected = { kind: 'process', binary: path.join(home, 'bin', 'grafana'), home };
  assert.deepEqual(await findInArchive(releases, cache), expected);
  assert.deepEqual(await findInArchive('http://127.0.0.1:9', cache), expected);
});

test('an archive with another checksum is refused and leaves nothing behind', async (t) => {
  const folder = await temporaryFolder(t);
  const cache = path.join(folder, 'cache');
  const releases = await releaseServer(t, await packGrafana(folder), '0'.repeat(64));
  assert.match(sentence(await findInArchive(releases, cache)), /its SHA-256 is [0-9a-f]{64}, published is 0{64}/);
  assert.deepEqual(await readdir(cache), []);
});

test('reports a server that does not answer instead of throwing', async (t) => {
  assert.match(sentence(await findInArchive('http://127.0.0.1:9', await temporaryFolder(t))), /could not be had/);
});

/** Why a way led nowhere. */
function sentence(found: GrafanaInstallation | string): string {
  return typeof found === 'string' ? found : assert.fail(`found ${JSON.stringify(found)}`);
}
