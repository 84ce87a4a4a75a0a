import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

import { create } from 'tar';

/** A file with its checksum beside it, as `sha256sum --check` reads it. */
export interface Packed {
  file: string;
  sha256: string;
}

/** Dates in archives: the same content gives the same bytes. */
const NO_DATE = new Date(0);

/**
 * Packs a folder as one of another name.
 *
 * @param stage - the folder
 * @param file - `<folder name>.tar.gz`
 */
export async function packStage(stage: string, file: string): Promise<Packed> {
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

/** Puts a file's checksum beside it. */
export async function withChecksum(file: string): Promise<Packed> {
  const sha256 = await sha256Of(file);
  await writeFile(`${file}.sha256`, `${sha256}  ${path.basename(file)}\n`);
  return { file, sha256 };
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
