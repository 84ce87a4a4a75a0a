import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

const ROOT = path.dirname(import.meta.dirname);
const DOCUMENT = 'docs/dependencies.md';

interface Manifest {
  name: string;
  workspaces?: string[];
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  overrides?: Record<string, string>;
}

async function manifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(path.join(ROOT, folder, 'package.json'), 'utf8')) as Manifest;
}

/** Every package that a `package.json` of the checkout asks for, or asks for in another version than those who need it. */
async function npmPackages(): Promise<Set<string>> {
  const root = await manifest('.');
  const manifests = [root, ...(await Promise.all((root.workspaces ?? []).map(manifest)))];
  return new Set(
    manifests.flatMap((one) => Object.keys({ ...one.dependencies, ...one.devDependencies, ...one.overrides }))
  );
}

/** The modules that the Go part imports itself, by their last parts. */
async function goModules(): Promise<string[]> {
  const text = await readFile(path.join(ROOT, 'go.mod'), 'utf8');
  return [...text.matchAll(/^\s+(\S+) v\S+$/gm)].map((match) => match[1]!);
}

/** Names in the first column of the document's tables. */
async function named(): Promise<Set<string>> {
  const text = await readFile(path.join(ROOT, DOCUMENT), 'utf8');
  const cells = text.split('\n').flatMap((line) => /^\| ([^|]+) \|/.exec(line)?.[1] ?? []);
  return new Set(cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!)));
}

test(`${DOCUMENT} names each package, and none that is gone`, async () => {
  const [packages, modules, names] = [await npmPackages(), await goModules(), await named()];
  const isModule = (name: string) => modules.some((module) => moduleMatches(module, name));
  assert.deepEqual([...packages].filter((name) => !names.has(name)).sort(), [], 'not named');
  assert.deepEqual(
    modules.filter((module) => ![...names].some((name) => moduleMatches(module, name))),
    [],
    'modules that are not named'
  );
  assert.deepEqual(
    [...names].filter((name) => !packages.has(name) && !isModule(name)),
    [],
    'gone'
  );
});

/** A module is named in full, or with a `*` for those that begin alike. */
function moduleMatches(module: string, name: string): boolean {
  return path.matchesGlob(module, name) || module === name;
}
