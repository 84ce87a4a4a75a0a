import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { inHome } from './installed.ts';
import { GRAFANA_VERSION } from './version.ts';
import type { Way } from './way.ts';

/** Grafana's own download server; beside each archive stands its SHA-256. */
const OFFICIAL_RELEASES = 'https://dl.grafana.com/oss/release';

/** A machine without a network must not wait: no first byte in this time, and the way gives up. */
const CONNECT_TIMEOUT_MS = 8_000;

const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' };

/** The archive Grafana Labs publishes, kept in the user's cache once its checksum agrees. */
export const fromDownload: Way = {
  name: 'the official archive',
  find: () =>
    findInArchive(OFFICIAL_RELEASES, path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'vigie')),
};

/**
 * @param releases address of the folder that holds the archives and their `.sha256` files
 * @param cache folder that keeps what was unpacked
 */
export async function findInArchive(releases: string, cache: string): ReturnType<Way['find']> {
  const home = path.join(cache, `grafana-${GRAFANA_VERSION}`);
  const cached = inHome(home);
  if (cached) {
    return cached;
  }
  const architecture = ARCHITECTURES[process.arch];
  if (!architecture || !['linux', 'darwin'].includes(process.platform)) {
    return `Grafana has no .tar.gz for ${process.platform}/${process.arch}`;
  }
  const url = `${releases}/grafana-${GRAFANA_VERSION}.${process.platform}-${architecture}.tar.gz`;
  await mkdir(cache, { recursive: true });
  try {
    await fetchVerified(url, path.join(cache, path.basename(url)), home);
  } catch (error) {
    return `${url} could not be had (${error instanceof Error ? error.message : String(error)})`;
  }
  return inHome(home) ?? `${url} holds no Grafana where it should`;
}

/** Downloads, compares with the published checksum, unpacks beside `home` and only then gives it its name. */
async function fetchVerified(url: string, archive: string, home: string): Promise<void> {
  const published = (await (await get(`${url}.sha256`)).text()).trim().split(/\s+/)[0];
  const response = await get(url);
  if (!response.body) {
    throw new Error('empty answer');
  }
  console.log(`  downloading ${url} …`);
  await pipeline(Readable.fromWeb(response.body), createWriteStream(archive));
  const hash = createHash('sha256');
  await pipeline(createReadStream(archive), hash);
  const actual = hash.digest('hex');
  if (actual !== published) {
    await rm(archive);
    throw new Error(`its SHA-256 is ${actual}, published is ${published}; the file was removed`);
  }
  const unpacked = `${home}.partial`;
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(unpacked, { recursive: true });
  const tar = spawnSync('tar', ['-xzf', archive, '-C', unpacked, '--strip-components=1']);
  if (tar.status !== 0) {
    throw new Error('tar could not unpack it');
  }
  await rename(unpacked, home);
  await rm(archive);
}

async function get(url: string): Promise<Response> {
  const connecting = new AbortController();
  const timer = setTimeout(() => connecting.abort(new Error('no answer')), CONNECT_TIMEOUT_MS);
  try {
    const response = await fetch(url, { signal: connecting.signal });
    if (!response.ok) {
      throw new Error(`HTTP ${response.status}`);
    }
    return response;
  } finally {
    // Only the wait for the answer's start is limited: the archive itself may take minutes.
    clearTimeout(timer);
  }
}
