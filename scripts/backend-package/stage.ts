import { copyFile, cp, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { bundleBackend, NOT_BUNDLED } from './bundle.ts';
import { packageFolders } from './packages.ts';

/** What of the checkout the bundled program reads. */
const PARTS = ['backend/bin', 'backend/package.json', 'sql', 'dashboards/generated', 'LICENSE'];

/** Types, maps and readmes are read by people and editors; a licence belongs to what it is of. */
const NOT_NEEDED = /\.(map|d\.ts|d\.mts|d\.cts|tsbuildinfo|md|markdown)$/i;

/** What large packages hold beside what the backend loads: bundles for browsers, and the fonts that no report uses. */
const NOT_LOADED =
  /\/node_modules\/(echarts\/(dist|i18n|theme|types|asset|extension)|pdfkit\/js\/pdfkit\.(browser|old|standalone)|fontkit\/(dist\/browser|src)|dejavu-fonts-ttf\/(ttf\/(?!DejaVuSans(-Bold)?\.ttf)|fontconfig\/))/;

/**
 * Puts the backend as it runs into an empty folder: its program bundled with most packages, and the packages that cannot be bundled.
 *
 * @param root - the checkout, with its packages installed
 * @param stage - the folder; made, and emptied when it is there
 * @returns the folder
 */
export async function stageBackend(root: string, stage: string): Promise<string> {
  await rm(stage, { recursive: true, force: true });
  await mkdir(stage, { recursive: true });
  for (const part of PARTS) {
    await cp(path.join(root, part), path.join(stage, part), { recursive: true, filter: isNeeded });
  }
  await bundleBackend(root, stage);
  for (const folder of await packageFolders(root, NOT_BUNDLED)) {
    await copyPackage(path.join(root, folder), path.join(stage, folder));
  }
  // The closest one above the sources: it says that they are modules, and keeps Node.js from looking further up.
  await writeFile(path.join(stage, 'package.json'), '{ "private": true, "type": "module" }\n');
  return stage;
}

/** Puts a Node.js beside it, at `node/bin/node`: the one that runs this. */
export async function addNode(stage: string): Promise<void> {
  const folder = path.join(stage, 'node', 'bin');
  await mkdir(folder, { recursive: true });
  await copyFile(process.execPath, path.join(folder, 'node'));
}

/** Size of all files below a folder, in bytes. */
export async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(path.join(parentPath, name))).size)
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

const isNeeded = (file: string): boolean => !NOT_NEEDED.test(file) && !NOT_LOADED.test(file.split(path.sep).join('/'));

/** Without the packages nested in it, which are listed by themselves when they are needed. */
async function copyPackage(from: string, to: string): Promise<void> {
  const nested = path.join(from, 'node_modules');
  await cp(from, to, { recursive: true, dereference: true, filter: (file) => file !== nested && isNeeded(file) });
}

// For the image of the backend: `node scripts/backend-package/stage.ts FOLDER`.
if (import.meta.main) {
  await stageBackend(path.resolve(import.meta.dirname, '..', '..'), path.resolve(process.argv[2] ?? 'backend-stage'));
}
