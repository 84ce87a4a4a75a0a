import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

import { type TiedFolder, tiedFolder } from './processes/tied-folder.ts';

/** A small disk, of memory. */
export interface Disk {
  path: string;
  /** Leaves no room on it. */
  fill(): void;
  /** Gives the room back. */
  free(): void;
  remove: () => Promise<void>;
}

const LARGEST_BYTES = 1 << 20;
/** Less than a page of a database. */
const SMALLEST_BYTES = 1 << 10;

/** Mounts a disk, gone after `remove()`. @returns undefined where this process may not mount (no root, or one of a container) */
export function mountDisk(megabytes: number): Disk | undefined {
  const folder: TiedFolder = tiedFolder({ prefix: 'vigie-disk-', mode: 0o711 });
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'tmpfs', folder.path];
  if (process.platform !== 'linux' || spawnSync('mount', options).status !== 0) {
    void folder.remove();
    return undefined;
  }
  const ballast = path.join(folder.path, 'ballast');
  return {
    path: folder.path,
    fill: () => {
      const file = openSync(ballast, 'w');
      for (let size = LARGEST_BYTES; size >= SMALLEST_BYTES;) {
        try {
          writeSync(file, Buffer.alloc(size));
        } catch {
          size /= 2;
        }
      }
      closeSync(file);
    },
    free: () => rmSync(ballast, { force: true }),
    remove: async () => {
      execFileSync('umount', ['-l', folder.path]);
      await folder.remove();
    },
  };
}
