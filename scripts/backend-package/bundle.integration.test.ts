import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

import { loadCatalogue } from '../../backend/src/datasets/engine/catalogue.ts';
import { openapiDocument } from '../../backend/src/http/documentation/document.ts';
import { startBackend } from '../../demo/parts/backend.ts';
import { tiedFolder } from '../../tests/servers/processes/tied-folder.ts';
import { stageBackend } from './stage.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const TOKEN = 'a-token-of-the-main-organisation-0123456789';

test('the bundled backend serves every dataset and route of the sources, and draws a report', async (t) => {
  const { path: folder, remove } = tiedFolder();
  t.after(remove);
  const backend = await startBackend(await stageBackend(ROOT, path.join(folder, 'installed')), folder, {
    VIGIE_BOOTSTRAP_TOKEN: TOKEN,
    VIGIE_RULES: path.join(ROOT, 'demo', 'vigie.yaml'),
  });
  t.after(() => backend.close());
  const get = async <Body>(route: string): Promise<Body> => {
    const answer = await fetch(`${backend.url}${route}`, { headers: { authorization: `Bearer ${TOKEN}` } });
    assert.equal(answer.status, 200, route);
    return (await answer.json()) as Body;
  };

  const { datasets } = await get<{ datasets: { name: string }[] }>('/v1/datasets');
  assert.deepEqual(
    datasets.map(({ name }) => name),
    (await loadCatalogue()).list().map(({ name }) => name)
  );
  assert.deepEqual(await get('/openapi.json'), JSON.parse(JSON.stringify(await openapiDocument())));

  const written = path.join(folder, 'report');
  assert.equal(await backend.vigie(['report', 'preview', 'semaine', '--out', written], { quiet: true }), 0);
  const files = await readdir(written);
  assert.ok(
    files.some((file) => file.endsWith('.pdf')),
    files.join(', ')
  );
});
