// Loaded by each process of a test file: some packages come from the bundles that the runner has made (`bundle.ts`).
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { BUNDLED, fileOfEntry } from './names.ts';

/** Set by the runner. */
const folder = process.env['TEST_PACKAGES'];

const nameOf = (specifier: string): string | undefined => specifier.split('/', 1)[0];

if (folder !== undefined) {
  registerHooks({
    resolve(specifier, context, next) {
      const entries = BUNDLED[nameOf(specifier) ?? ''];
      if (entries === undefined) {
        return next(specifier, context);
      }
      if (!entries.includes(specifier)) {
        // From the package itself, it would be there twice.
        throw new Error(`${specifier} is not in the bundles of the tests: add it to tests/runner/packages/names.ts.`);
      }
      const url = pathToFileURL(path.join(folder, `${fileOfEntry(specifier)}.mjs`)).href;
      return { url, format: 'module', shortCircuit: true };
    },
  });
}
