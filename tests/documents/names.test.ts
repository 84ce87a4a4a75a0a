import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

import { parse } from 'yaml';

import { GRAFANA_VARIABLES } from '../../backend/src/config/environment/known-names.ts';
import { type Variable, VARIABLES } from '../../backend/src/config/environment/variables.ts';
import { type MarkdownDocument, readDocuments, ROOT } from './documents.ts';
import { SHELLS } from './shell.ts';

const documents = await readDocuments();

/** A page of the reference, which a test of its own holds against the code. */
const reference = (page: string) => readFile(path.join(ROOT, 'docs', 'reference', page), 'utf8');

/** What the code of all documents says that looks like a name of some kind, with the document. */
function namesLike(pattern: RegExp, of: readonly MarkdownDocument[] = documents): { file: string; name: string }[] {
  return of.flatMap(({ file, spans, blocks }) =>
    [...spans, ...blocks.map(({ text }) => text)].flatMap((text) =>
      [...text.matchAll(pattern)].map((match) => ({ file, name: match[1] ?? match[0] }))
    )
  );
}

const shown = ({ file, name }: { file: string; name: string }) => `${file}: ${name}`;

test('every environment variable that is named has a reader', async () => {
  const variables: [string, Variable][] = Object.entries(VARIABLES);
  const own = variables.flatMap(([name, { secret }]) => (secret ? [name, `${name}_FILE`] : [name]));
  const known = new Set([...own, ...Object.keys(GRAFANA_VARIABLES), ...(await readElsewhere())]);
  const named = namesLike(
    /\b((?:VIGIE|ATERA|ODOO|COUNTERS|GRAFANA|SMTP|OTEL|DATABASE|POSTGRES|SITE)_[A-Z_0-9]*[A-Z0-9])\b/g
  );
  assert.ok(named.length > 200, `${named.length} found`);
  assert.deepEqual([...new Set(named.filter(({ name }) => !known.has(name)).map(shown))], []);
});

/** Variables of the compose file, of the tests and of tools. */
async function readElsewhere(): Promise<string[]> {
  const names = ['GRAFANA_ACCESS_POLICY_TOKEN'];
  for await (const file of glob(
    ['docker-compose.yml', '.env.example', 'docker/**', '{demo,tests,backend/test}/**/*.ts'],
    {
      cwd: ROOT,
      exclude: ({ name }) => name === 'node_modules',
      withFileTypes: true,
    }
  )) {
    if (file.isFile()) {
      const text = await readFile(path.join(file.parentPath, file.name), 'utf8');
      const pattern = file.name.endsWith('.ts') ? /process\.env(?:\['|\.)([A-Z_0-9]+)/g : /\b([A-Z][A-Z_0-9]+)\b/g;
      names.push(...[...text.matchAll(pattern)].map((match) => match[1]!));
    }
  }
  return names;
}

test('every dataset that is named is in the catalogue; a name may also be a key of the rules or a column of the store', async () => {
  const catalogue = new Set([...(await reference('datasets.md')).matchAll(/^## (\S+)$/gm)].map((match) => match[1]!));
  const rules = parse(await readFile(path.join(ROOT, 'vigie.example.yaml'), 'utf8')) as Record<string, object>;
  const isRule = (name: string) => {
    const [section = '', key = ''] = name.split('.');
    return Object.hasOwn(rules[section] ?? {}, key);
  };
  const columns = new Set((await readMigrations()).match(/\b[a-z_]+\b/g));
  const isColumn = (name: string) => /^(tickets|alerts)\./.test(name) && columns.has(name.split('.')[1]!);
  const named = namesLike(/(?<![\w/.-])((?:tickets|counters|system|alerts)\.(?!sql\b)[a-z_]+)(?![\w./(-])/g);
  assert.ok(named.length > 100, `${named.length} found`);
  const wrong = named.filter(({ name }) => !catalogue.has(name) && !isRule(name) && !isColumn(name));
  assert.deepEqual([...new Set(wrong.map(shown))], []);
});

/** What makes the tables of the store, without its comments. */
async function readMigrations(): Promise<string> {
  const texts: string[] = [];
  for await (const file of glob('sql/store/*.sql', { cwd: ROOT })) {
    texts.push(await readFile(path.join(ROOT, file), 'utf8'));
  }
  return texts.join('\n').replaceAll(/--.*/g, '');
}

test('every metric that is named is registered', async () => {
  const registered = new Set((await reference('metrics.md')).match(/\bvigie_[a-z0-9_]+/g));
  const known = (name: string) =>
    registered.has(name.replace(/_(bucket|sum|count)$/, '')) ||
    (name.endsWith('_') && [...registered].some((one) => one.startsWith(name)));
  const named = namesLike(/\b(vigie_[a-z][a-z0-9_]*)/g).filter(({ name }) => !/^vigie_(datasource|app)$/.test(name));
  assert.ok(named.length > 30, `${named.length} found`);
  assert.deepEqual([...new Set(named.filter(({ name }) => !known(name)).map(shown))], []);
});

test('every HTTP route that is named is served', async () => {
  const routes = [...(await reference('http.md')).matchAll(/^### ([A-Z]+) (\S+)$/gm)].map(([, method, route = '']) => ({
    method,
    matches: new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));
  const served = (name: string) => {
    const [route = '', methods] = name.split(' ').reverse();
    const address = route.replaceAll(/\?.*$/g, '').replace(/…$/, 'x');
    const wanted = methods?.split('/') ?? [];
    const found = routes.filter(({ matches }) => matches.test(address));
    return found.length > 0 && wanted.every((method) => found.some((one) => one.method === method));
  };
  // The settings of proxies hold patterns, and a collector of traces has a route of its own (OTLP).
  const commands = documents.map((one) => ({
    ...one,
    blocks: one.blocks.filter(({ language }) => SHELLS.includes(language)),
  }));
  const named = namesLike(
    /(?<![\w/])((?:(?:GET|POST|PUT|PATCH|DELETE|\/)+ )?\/(?:v1|health)\/[^\s`"'\\),]*)/g,
    commands
  ).filter(({ name }) => !name.endsWith('/v1/traces'));
  assert.ok(named.length > 50, `${named.length} found`);
  assert.deepEqual([...new Set(named.filter(({ name }) => !served(name)).map(shown))], []);
});

test('the technical document in French has every table of the store and every route', async () => {
  const text = await readFile(path.join(ROOT, 'docs', 'technique.md'), 'utf8');
  const tables = [...(await readMigrations()).matchAll(/^CREATE TABLE (\w+)/gm)].map((match) => match[1]!);
  const routes = [...(await reference('http.md')).matchAll(/^### (.+)$/gm)].map((match) => match[1]!);
  assert.ok(tables.length > 15 && routes.length > 30);
  assert.deepEqual(
    [...tables, ...routes].filter((name) => !text.includes(`\`${name}\``)),
    []
  );
});
