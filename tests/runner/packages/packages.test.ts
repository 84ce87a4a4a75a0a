import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { bundlePackages } from './bundle.ts';
import { BUNDLED } from './names.ts';

const root = path.resolve(import.meta.dirname, '..', '..', '..');
const RESOLVE = pathToFileURL(path.join(import.meta.dirname, 'resolve.ts')).href;

/** Runs a module as the process of a test file. */
async function run(source: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', RESOLVE, '--input-type=module', '--eval', source],
    { cwd: path.join(root, 'backend'), env: { ...process.env, TEST_PACKAGES: await bundlePackages(root) } }
  );
  return stdout;
}

test('loads nothing of the bundled packages but their bundles with the whole backend', async () => {
  const stdout = await run(`
    import { registerHooks } from 'node:module';
    const urls = [];
    registerHooks({ load: (url, context, next) => (urls.push(url), next(url, context)) });
    await import('./src/main/server.ts');
    console.log(JSON.stringify(urls));
  `);
  const urls = JSON.parse(stdout) as string[];
  for (const name of Object.keys(BUNDLED)) {
    assert.deepEqual(
      urls.filter((url) => url.includes(`/node_modules/${name}/`)),
      []
    );
  }
  assert.ok(urls.some((url) => url.endsWith('/kysely.mjs')));
});

test('shares between entries what the package itself shares', async () => {
  const stdout = await run(`
    import Format from 'typebox/format';
    import { Compile } from 'typebox/compile';
    import { Value } from 'typebox/value';
    import { Type } from 'typebox';
    Format.Set('shop', (text) => text === '001');
    const shop = Type.String({ format: 'shop' });
    console.log(Value.Check(shop, '001'), Value.Check(shop, '002'), Compile(shop).Check('002'));
  `);
  assert.equal(stdout, 'true false false\n');
});

test('refuses an entry that no bundle has, and says where to add it', async () => {
  await assert.rejects(run(`import 'typebox/guard';`), /typebox\/guard is not in the bundles.*names\.ts/);
});
