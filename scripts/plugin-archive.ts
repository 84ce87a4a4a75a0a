import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

import { ZipFile } from 'yazl';

import { type Checksummed, withChecksum } from './checksum.ts';

/** A plugin as Grafana installs it: `<plugin id>-<version>.zip`, the name Grafana's catalogue uses. */
export interface PluginArchive extends Checksummed {
  /** What its executables run on, as Go names it: `linux_amd64`, `windows_amd64`. */
  platforms: string[];
  /** Whether it carries a signature (`MANIFEST.txt`), without which Grafana loads it only where its settings name it. */
  signed: boolean;
}

/** The part of `plugin.json` that matters here. */
interface PluginManifest {
  id: string;
  info: { version: string; updated: string };
  backend?: boolean;
  executable?: string;
}

const REQUIRED = ['plugin.json', 'module.js', 'README.md', 'LICENSE', 'CHANGELOG.md'];

/** Permissions as they stand on Unix; Grafana gives its executables theirs by name when it unpacks, `unzip` does not. */
const FILE_MODE = 0o100644;
const EXECUTABLE_MODE = 0o100755;

/**
 * Packs a built plugin the way `grafana cli plugins install` and the catalogue take it: one folder, named as the plugin.
 * The same content gives the same bytes, whenever and wherever it is packed.
 *
 * @param dist - the built plugin, `dist/`
 * @param folder - where archive and checksum go; made when absent
 * @throws Error that says what the built plugin lacks
 */
export async function packPlugin(dist: string, folder: string): Promise<PluginArchive> {
  const names = await filesOf(dist);
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new Error(`${dist} is no built plugin, it lacks ${missing.join(', ')}. Build it with \`npm run build\`.`);
  }
  const { id, info } = await readManifest(dist, 'plugin.json');
  // A zip has local times: midnight here is written the same way everywhere.
  const mtime = new Date(`${info.updated}T00:00`);
  if (Number.isNaN(mtime.getTime())) {
    throw new Error(`${path.join(dist, 'plugin.json')}: info.updated is "${info.updated}", not a date.`);
  }
  const executables = await findExecutables(dist, names);

  const zip = new ZipFile();
  for (const name of names) {
    zip.addFile(path.join(dist, name), `${id}/${name}`, {
      mtime,
      forceDosTimestamp: true,
      mode: executables.has(name) ? EXECUTABLE_MODE : FILE_MODE,
    });
  }
  zip.end();
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${id}-${info.version}.zip`);
  await pipeline(zip.outputStream, createWriteStream(file));

  const checksummed = await withChecksum(file);
  const platforms = [...new Set(executables.values())].sort();
  return { ...checksummed, platforms, signed: names.includes('MANIFEST.txt') };
}

/** Paths below a folder, with `/` as a zip has them, in an order that does not depend on the machine. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw new Error(`${folder} cannot be read. Build the plugin with \`npm run build\`.`, { cause: error });
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}

/** The platform of each executable. Grafana starts `<executable>_<os>_<arch>` beside the `plugin.json` that names it. */
async function findExecutables(dist: string, names: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const manifestName of names.filter((name) => path.posix.basename(name) === 'plugin.json')) {
    const { backend, executable } = await readManifest(dist, manifestName);
    if (!backend || executable === undefined) {
      continue;
    }
    const start = `${path.posix.join(path.posix.dirname(manifestName), executable)}_`;
    const own = names.filter((name) => name.startsWith(start));
    if (own.length === 0) {
      throw new Error(
        `${path.join(dist, manifestName)} names the executable "${executable}", but there is none beside it. ` +
          'Building it takes Go (https://go.dev/dl).'
      );
    }
    for (const name of own) {
      found.set(name, name.slice(start.length).replace(/\.exe$/, ''));
    }
  }
  return found;
}

async function readManifest(dist: string, name: string): Promise<PluginManifest> {
  return JSON.parse(await readFile(path.join(dist, name), 'utf8')) as PluginManifest;
}
