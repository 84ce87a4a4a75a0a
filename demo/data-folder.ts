import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

import { lockFolder } from '../backend/src/store/driver/pglite/folder-lock.ts';

/** The file by which a demo holds its folder. */
const LOCK = 'store.lock';

/**
 * Takes a folder for this demo alone and empties it: each demo starts from nothing, as a newcomer's does, since the data
 * set is invented each time.
 *
 * @returns the folder
 * @throws {VigieError} `store_unavailable`, naming the process, when another demo runs in it
 */
export async function takeDataFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await lockFolder(folder);
  for (const name of await readdir(folder)) {
    if (name !== LOCK) {
      await rm(path.join(folder, name), { recursive: true, force: true });
    }
  }
  return folder;
}
