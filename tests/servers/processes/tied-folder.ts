import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { tie } from './tied.ts';

export interface TiedFolder {
  path: string;
  /** Removes it with everything in it. */
  remove: () => Promise<void>;
  /** Leaves it where it is, whatever becomes of this process. */
  keep: () => void;
}

/**
 * Makes a folder that goes with this process, however this process ends.
 *
 * @param options `folder`: its path; a new one in the system's folder for temporary files by default. `mode`: its rights.
 */
export function tiedFolder({
  prefix = 'vigie-',
  folder = path.join(tmpdir(), `${prefix}${randomBytes(4).toString('hex')}`),
  mode = 0o700,
} = {}): TiedFolder {
  const remove = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    keep();
  };
  const keep = tie({ folder }, remove);
  mkdirSync(folder, { recursive: true });
  // Unlike the mode given to mkdir, this one is not cut by the umask.
  chmodSync(folder, mode);
  return { path: folder, remove, keep };
}
