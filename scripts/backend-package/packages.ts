import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

interface LockedPackage {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/**
 * Folders of packages and of all that they need, e.g. `node_modules/pdfkit`, at the places that the lock file gives them.
 *
 * @param root - the checkout, with its packages installed
 * @param names - packages that the backend names itself
 * @throws {Error} when one that is needed is not installed
 */
export async function packageFolders(root: string, names: readonly string[]): Promise<string[]> {
  const { packages } = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const found = new Set<string>();
  const add = (name: string, from: string, optional: boolean): void => {
    const folder = placesOf(name, from).find((place) => Object.hasOwn(packages, place));
    if (folder === undefined || !existsSync(path.join(root, folder))) {
      if (optional) {
        return; // Of another platform.
      }
      throw new Error(`The package ${name} is not installed: install the packages with \`npm run setup\`.`);
    }
    if (found.has(folder)) {
      return;
    }
    found.add(folder);
    const { dependencies = {}, optionalDependencies = {} } = packages[folder] ?? {};
    Object.keys(dependencies).forEach((one) => add(one, folder, false));
    Object.keys(optionalDependencies).forEach((one) => add(one, folder, true));
  };
  names.forEach((name) => add(name, 'backend', false));
  return [...found].sort();
}

/** Where Node.js looks for a package, the closest place first. */
function placesOf(name: string, from: string): string[] {
  const parts = from.split('/');
  return [
    ...parts.map((_, index) => `${parts.slice(0, parts.length - index).join('/')}/node_modules/${name}`),
    `node_modules/${name}`,
  ];
}
