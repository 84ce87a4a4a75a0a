import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Checksummed, withChecksum } from '../checksum.ts';
import { packStage } from './archive.ts';
import { addNode, sizeOf, stageBackend } from './stage.ts';
import { KINDS, packForSystem } from './system-packages.ts';

export interface PackOptions {
  /** The checkout, with its packages installed. */
  root: string;
  /** Where archives and packages go. */
  into: string;
  version: string;
  /** Told what is done. */
  say: (line: string) => void;
}

/**
 * Packs the backend for this machine's platform: `vigie-backend-<version>.tar.gz`, which needs a Node.js, the same with the Node.js
 * that runs this, and on Linux a Debian and an RPM package. They hold the packages that are installed in the checkout.
 */
export async function packBackend({ root, into, version, say }: PackOptions): Promise<Checksummed[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-backend-'));
  try {
    const stage = path.join(folder, 'stage');
    await stageBackend(root, stage);
    say(`• the backend unpacked: ${megabytes(await sizeOf(stage))}`);
    const name = `vigie-backend-${version}`;
    const packed = [await packStage(stage, path.join(into, `${name}.tar.gz`))];
    await addNode(stage);
    say(`• the same with Node.js ${process.versions.node}: ${megabytes(await sizeOf(stage))}`);
    packed.push(await packStage(stage, path.join(into, `${name}-${process.platform}-${process.arch}.tar.gz`)));
    if (process.platform === 'linux') {
      for (const kind of KINDS) {
        packed.push(await withChecksum(await packForSystem(kind, { root, stage, into, version })));
      }
    }
    return packed;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;
