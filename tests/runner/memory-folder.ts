import { randomBytes } from 'node:crypto';
import { readFileSync, statfsSync } from 'node:fs';
import path from 'node:path';

/** The file system in memory that every Linux has; in a container it is often 64 MB only. */
const SHARED_MEMORY = '/dev/shm';
/** About twice of what the tests that run side by side hold, servers and stores together. */
const ROOM_BYTES = 2 * 1024 ** 3;

/**
 * Where a folder for temporary files can be made in memory; undefined where there is no such place, little room in it or in
 * memory, or nothing may be executed there. An embedded store is a thousand small files, on whose way to a disk the system
 * spends more processor time than the tests on their work.
 */
export function memoryFolder(): string | undefined {
  try {
    const { bavail, bsize } = statfsSync(SHARED_MEMORY);
    const hasRoom = bavail * bsize >= ROOM_BYTES && process.availableMemory() >= 2 * ROOM_BYTES;
    return hasRoom && runsPrograms() ? path.join(SHARED_MEMORY, `vigie-${randomBytes(4).toString('hex')}`) : undefined;
  } catch {
    return undefined;
  }
}

/** Docker mounts it `noexec`. Fields of a line: device, place, type, options (proc_mounts(5)). */
function runsPrograms(): boolean {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
  const options = mounts.map((line) => line.split(' ')).findLast(([, place]) => place === SHARED_MEMORY)?.[3];
  return options !== undefined && !options.split(',').includes('noexec');
}
