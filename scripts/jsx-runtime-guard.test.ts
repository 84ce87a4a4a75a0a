import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';

import webpack, { type Configuration } from 'webpack';

import { JsxRuntimeGuard } from './jsx-runtime-guard.ts';

const ROOT = path.dirname(import.meta.dirname);

/** What webpack says against a bundle of one file. */
async function errorsOf(t: TestContext, source: string, externals: Configuration['externals'] = []): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-bundle-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const entry = path.join(folder, 'module.js');
  await writeFile(entry, source);
  const compiler = webpack({
    mode: 'development',
    entry,
    externals,
    output: { path: path.join(folder, 'dist'), library: { type: 'amd' } },
    resolve: { modules: [path.join(ROOT, 'node_modules')] },
    plugins: [new JsxRuntimeGuard()],
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  return stats?.toJson({ errors: true }).errors?.map(({ message }) => message) ?? [];
}

const CLASSIC = "import React from 'react'; export const element = React.createElement('b');";
const AUTOMATIC = "import { jsx } from 'react/jsx-runtime'; export const element = jsx('b', {});";
const DEVELOPMENT = "import { jsxDEV } from 'react/jsx-dev-runtime'; export const element = jsxDEV('b', {});";

test('a bundle with the classic runtime passes', async (t) => {
  assert.deepEqual(await errorsOf(t, CLASSIC), []);
  assert.deepEqual(await errorsOf(t, CLASSIC, ['react', 'react/jsx-runtime']), []);
});

test('a bundle that carries the JSX runtime is refused, with who brings it in', async (t) => {
  for (const source of [AUTOMATIC, DEVELOPMENT]) {
    const errors = await errorsOf(t, source);
    assert.match(errors[0]!, /module\.js brings in react\/jsx-runtime/);
  }
});

test('a bundle that asks Grafana for the JSX runtime is refused', async (t) => {
  const errors = await errorsOf(t, AUTOMATIC, ['react/jsx-runtime']);
  assert.equal(errors.length, 1);
  assert.match(errors[0]!, /module\.js brings in react\/jsx-runtime/);
});
