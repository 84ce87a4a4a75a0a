import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { runProgram } from '../runner/process.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const CACHE = path.join(ROOT, 'node_modules', '.cache', 'grafana-packages');

/**
 * The versions of Grafana's packages that the front end is checked against beside those of the root's `package.json`: the folders
 * beside this file, each with a manifest and its lock.
 */
export async function otherVersions(): Promise<string[]> {
  const entries = await readdir(import.meta.dirname, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/**
 * Installs the packages of a version beside those of the checkout, which stay as they are.
 *
 * @returns a folder with `package.json` and `node_modules`, kept until the lock changes
 * @throws Error with a sentence when npm fails
 */
export async function installPackages(version: string): Promise<string> {
  const source = path.join(import.meta.dirname, version);
  const lock = await readFile(path.join(source, 'package-lock.json'));
  const name = `${version}-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`;
  const folder = path.join(CACHE, name);
  await mkdir(CACHE, { recursive: true });
  const kept = await readdir(CACHE);
  if (kept.includes(name)) {
    return folder;
  }
  console.log(`• Grafana's packages ${version}: installing (once; usually 1 to 2 minutes)…`);
  // Under its own name only once it is complete: others may install it meanwhile.
  const partial = await mkdtemp(path.join(CACHE, 'partial-'));
  try {
    await Promise.all(
      ['package.json', 'package-lock.json'].map((file) => copyFile(path.join(source, file), path.join(partial, file)))
    );
    const code = await runProgram(
      'npm',
      ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional'],
      { cwd: partial }
    );
    if (code !== 0) {
      throw new Error(`Grafana's packages ${version} could not be installed: npm says why above. Then run this again.`);
    }
    await rename(partial, folder).catch(() => rm(partial, { recursive: true }));
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
  const former = kept.filter((each) => each.startsWith(`${version}-`));
  await Promise.all(former.map((each) => rm(path.join(CACHE, each), { recursive: true })));
  return folder;
}
