import { findPackageJSON } from 'node:module';
import path from 'node:path';

const manifest = findPackageJSON('.', import.meta.url);
if (manifest === undefined) {
  throw new Error(
    `There is no package.json above ${import.meta.dirname}: the installation is incomplete, install it again.`
  );
}

/**
 * Files beside the code, from the root of what is installed: a checkout, or a package of the backend. A module's own place says
 * nothing of them: packages hold the modules bundled, see `scripts/backend-package/bundle.ts`.
 *
 * @param parts - e.g. `'sql', 'store'`
 */
export const fileOf = (...parts: string[]): string => path.join(path.dirname(manifest), '..', ...parts);

/** How the files of modules end: `.ts` in a checkout, `.js` where they are bundled. */
export const MODULE_EXTENSION = path.extname(import.meta.filename);

/**
 * The modules that are found by their place: each stays a file of its own in a bundle.
 *
 * @param parts - a folder or file below `backend/src`
 */
export const moduleOf = (...parts: string[]): string => fileOf('backend', 'src', ...parts);
