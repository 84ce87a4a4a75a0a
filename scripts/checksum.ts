import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A file with its checksum beside it. */
export interface Checksummed {
  file: string;
  /** Beside it, as `sha256sum --check` reads it. */
  checksumFile: string;
  /** Hexadecimal. */
  sha256: string;
}

/** Puts a file's checksum beside it. */
export async function withChecksum(file: string): Promise<Checksummed> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const sha256 = hash.digest('hex');
  const checksumFile = `${file}.sha256`;
  await writeFile(checksumFile, `${sha256}  ${path.basename(file)}\n`);
  return { file, checksumFile, sha256 };
}
