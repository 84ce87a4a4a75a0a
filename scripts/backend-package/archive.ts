import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';

import { create } from 'tar';

import { type Checksummed, withChecksum } from '../checksum.ts';

/** Dates in archives: the same content gives the same bytes. */
const NO_DATE = new Date(0);

/**
 * Packs a folder as one of another name.
 *
 * @param stage - the folder
 * @param file - `<folder name>.tar.gz`
 */
export async function packStage(stage: string, file: string): Promise<Checksummed> {
  const name = path.basename(file, '.tar.gz');
  await mkdir(path.dirname(file), { recursive: true });
  const files = await readdir(stage, { recursive: true, withFileTypes: true });
  const names = files
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(stage, path.join(entry.parentPath, entry.name)))
    .sort();
  await create(
    { file, cwd: stage, prefix: name, gzip: true, portable: true, mtime: NO_DATE, noDirRecurse: true },
    names
  );
  return withChecksum(file);
}
