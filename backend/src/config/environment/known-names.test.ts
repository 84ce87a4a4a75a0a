import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';

import { GRAFANA_VARIABLES, unknownNames } from './known-names.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

/** Every file through which a variable reaches one of the processes. */
async function deploymentFiles(): Promise<string[]> {
  const inFolders = await Promise.all(
    ['provisioning', 'docker', 'demo', 'rules'].map(async (folder) => {
      const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    })
  );
  return [join(ROOT, 'docker-compose.yml'), join(ROOT, '.env.example'), ...inFolders.flat()];
}

test('every name of the files that deploy Vigie is known to the backend', async () => {
  const names = new Set<string>();
  for (const file of await deploymentFiles()) {
    const text = await readFile(file, 'utf8');
    for (const [name] of text.matchAll(/\b(VIGIE|ATERA|ODOO)_[A-Z_]*[A-Z]\b/g)) {
      names.add(name);
    }
  }
  for (const name of Object.keys(GRAFANA_VARIABLES)) {
    assert.ok(names.has(name), `${name} is in none of the files`);
  }
  assert.deepEqual(unknownNames(Object.fromEntries([...names].map((name) => [name, 'x']))), []);
});

test('a misspelt name gets the one that was meant, and whose it is', () => {
  const warning = (name: string) =>
    unknownNames({ [name]: 'x' })
      .map(({ en }) => en)
      .join('\n');
  assert.match(warning('VIGIE_DATADIR'), /Did you mean VIGIE_DATA_DIR\?$/);
  assert.match(warning('VIGIE_LANGAGE'), /Did you mean VIGIE_LANGUAGE, which Grafana reads\?$/);
  assert.match(warning('VIGIE_RULES_FILE'), /Only secrets can be given as a file: set VIGIE_RULES itself\.$/);
  assert.match(warning('VIGIE_COLOUR_SCHEME'), /has no effect\. docs\/configuration\.md has all names\.$/);
  assert.equal(warning('VIGIE_SECRET_KEY_FILE'), '');
});
