import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { build, version } from 'esbuild';

import { BUNDLED, fileOfEntry } from './names.ts';

/**
 * Bundles the packages that test processes load (`names.ts`), once for each set of their versions.
 *
 * @param root - the checkout, with its packages installed
 * @returns the folder of the bundles, for `resolve.ts`; it stays, so that Node keeps what it compiled of them
 */
export async function bundlePackages(root: string): Promise<string> {
  const manifests = Object.keys(BUNDLED).map((name) =>
    readFile(path.join(root, 'node_modules', name, 'package.json'), 'utf8')
  );
  const versions = (await Promise.all(manifests)).map((text) => (JSON.parse(text) as { version: string }).version);
  const key = createHash('sha256')
    .update(JSON.stringify([version, BUNDLED, versions]))
    .digest('hex')
    .slice(0, 12);
  const folder = path.join(root, 'node_modules', '.cache', 'test-packages', key);
  if (!existsSync(folder)) {
    await bundleInto(folder, root);
  }
  return folder;
}

/** As a whole, so that a run beside this one, or after one that was cut off, finds all of it or nothing. */
async function bundleInto(folder: string, root: string): Promise<void> {
  const draft = `${folder}.${process.pid}`;
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      Object.values(BUNDLED).flatMap((entries) => entries.map((entry) => [fileOfEntry(entry), entry]))
    ),
    outdir: draft,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What entries share must be there once.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    keepNames: true,
    logLevel: 'error',
  });
  try {
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true });
    if (!existsSync(folder)) {
      throw error;
    }
  }
}
