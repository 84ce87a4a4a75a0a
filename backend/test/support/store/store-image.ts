import { createHash, randomUUID } from 'node:crypto';
import { constants, copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { PGlite } from '@electric-sql/pglite';

import { openStore } from '../../../src/store/driver/database.ts';
import { migrate } from '../../../src/store/driver/migrations/migrate.ts';

/*
 * Making a PGlite takes seconds of processor time, and its migrations more; copying one that was made takes a fraction.
 * Images are therefore kept on disk, over test files and runs. The folder's name is a hash of everything that an image
 * is made of, so that a changed migration or another PGlite makes another image.
 */

const ROOT = path.resolve(import.meta.dirname, '../../../..');
const IMAGES = path.join(ROOT, 'node_modules', '.cache', 'vigie-store-images');

/** What an image holds: the tables of the store, or nothing at all. */
export type ImageKind = 'migrated' | 'empty';

/** A store that opens zeroes its buffers, of which tests fill a few: with the usual 128 MB that is a sixth of its processor time. */
const SMALL_BUFFERS = 'shared_buffers = 8MB\n';

const made = new Map<ImageKind, Promise<string>>();
const read = new Map<ImageKind, Promise<Blob>>();

/** An image to open a store in memory from, see {@link openInMemory}. */
export function memoryImage(kind: ImageKind): Promise<Blob> {
  const image = read.get(kind) ?? imageFolder(kind).then(async (folder) => new Blob([await readFile(tarOf(folder))]));
  read.set(kind, image);
  return image;
}

/** Puts an embedded store into a folder that is not there yet. */
export async function layStore(kind: ImageKind, folder: string): Promise<void> {
  copyFolder(storeOf(await imageFolder(kind)), folder);
}

/** The calls that wait cost a thirtieth of the others' processor time: an image is a thousand small files. */
function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) {
      copyFolder(source, target);
    } else {
      copyFileSync(source, target, constants.COPYFILE_FICLONE);
    }
  }
}

const tarOf = (folder: string): string => path.join(folder, 'store.tar');
const storeOf = (folder: string): string => path.join(folder, 'store');

function imageFolder(kind: ImageKind): Promise<string> {
  const folder = made.get(kind) ?? findOrMake(kind);
  made.set(kind, folder);
  return folder;
}

async function findOrMake(kind: ImageKind): Promise<string> {
  const name = `${kind}-${await hashOf(kind)}`;
  await mkdir(IMAGES, { recursive: true });
  const folder = path.join(IMAGES, name);
  if ((await readdir(IMAGES)).includes(name)) {
    return folder;
  }
  // Under another name until it is complete: other test files look for it at the same time.
  const making = path.join(IMAGES, `making-${randomUUID()}`);
  try {
    await make(kind, making);
    await removeOthers(kind, name);
    await rename(making, folder).catch((error: NodeJS.ErrnoException) => {
      // Another process was faster; its image is as good.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') {
        throw error;
      }
    });
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return folder;
}

/** Images of earlier migrations, 80 MB each, are of no more use. */
async function removeOthers(kind: ImageKind, current: string): Promise<void> {
  const old = (await readdir(IMAGES)).filter((name) => name !== current && name.startsWith(`${kind}-`));
  await Promise.all(old.map((name) => rm(path.join(IMAGES, name), { recursive: true, force: true })));
}

async function make(kind: ImageKind, folder: string): Promise<void> {
  const store = await openStore({ dataDir: folder });
  if (kind === 'migrated') {
    await migrate(store);
  } else {
    await store.ping();
  }
  await store.close();
  await appendFile(path.join(storeOf(folder), 'postgresql.conf'), SMALL_BUFFERS);
  const pglite = await PGlite.create({ dataDir: storeOf(folder) });
  try {
    const tar = await pglite.dumpDataDir('none');
    await writeFile(tarOf(folder), new Uint8Array(await tar.arrayBuffer()));
  } finally {
    await pglite.close();
  }
}

/** Of PGlite's version, of this file, and of what the migrations do. */
async function hashOf(kind: ImageKind): Promise<string> {
  const pglite = fileURLToPath(new URL('../package.json', import.meta.resolve('@electric-sql/pglite')));
  const files = [pglite, import.meta.filename];
  if (kind === 'migrated') {
    const migrations = path.join(ROOT, 'sql', 'store');
    files.push(path.join(ROOT, 'backend', 'src', 'store', 'driver', 'migrations', 'migrate.ts'));
    files.push(...(await readdir(migrations)).sort().map((name) => path.join(migrations, name)));
  }
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(path.basename(file)).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}
