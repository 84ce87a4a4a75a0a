import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

import { loadCatalogue } from './catalogue.ts';

const NAMES = [
  'alerts.latest',
  'clients',
  'system.sources',
  'tickets.by_priority',
  'tickets.latest',
  'tickets.list',
  'tickets.summary',
];

test('every dataset of the folder is in the catalogue', async () => {
  const catalogue = await loadCatalogue();
  const names = catalogue.list().map((dataset) => dataset.name);
  assert.deepEqual(names.toSorted(), names);
  for (const name of NAMES) {
    assert.equal(catalogue.get(name).name, name);
  }
});

test('an unknown dataset is answered with what exists', async () => {
  const catalogue = await loadCatalogue();
  assert.throws(() => catalogue.get('tickets.newest'), {
    code: 'dataset_unknown',
    message: /^unknown dataset `tickets\.newest`: there are alerts\.latest, clients, .*tickets\.summary/,
  });
});

test('the description holds what a query editor needs, and survives JSON', async () => {
  const description = (await loadCatalogue()).describe();
  assert.deepEqual(JSON.parse(JSON.stringify(description)), description);
  const latest = description.datasets.find((dataset) => dataset.name === 'tickets.latest');
  assert.deepEqual(latest?.scopes, ['tickets:read']);
  assert.deepEqual(
    latest?.parameters.map(({ name, type, multiple, required }) => ({ name, type, multiple, required })),
    [
      { name: 'class', type: 'string', multiple: false, required: false },
      { name: 'limit', type: 'integer', multiple: false, required: false },
    ]
  );
  assert.deepEqual(
    latest?.parameters[0]?.choices?.map((choice) => choice.value),
    ['open', 'pending']
  );
  assert.deepEqual(
    latest?.columns.find(({ name }) => name === 'created'),
    {
      name: 'created',
      type: 'time',
      nullable: true,
      title: { fr: 'Créé', en: 'Created' },
    }
  );
});

test('every dataset has its texts in both languages', async () => {
  for (const { name, title, description, parameters, columns } of (await loadCatalogue()).describe().datasets) {
    const texts = [
      title,
      description,
      ...parameters.map((parameter) => parameter.title),
      ...columns.map((c) => c.title),
    ];
    assert.ok(
      texts.every((text) => text.fr !== '' && text.en !== ''),
      name
    );
  }
});

const VALID = {
  name: 'tickets.some_thing',
  title: {},
  description: {},
  scopes: ['tickets:read'],
  origin: 'none',
  parameters: {},
  columns: {},
};

async function folderWith(t: TestContext, files: Record<string, object>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-catalogue-'));
  t.after(() => rm(folder, { recursive: true }));
  for (const [file, dataset] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), `export default ${JSON.stringify(dataset)};`);
  }
  return folder;
}

test('a definition at odds with the house rules is refused', async (t) => {
  const refused: [Record<string, object>, RegExp][] = [
    [{ 'other-name.ts': VALID }, /other-name\.ts: the dataset tickets\.some_thing belongs in tickets\/some-thing\.ts/],
    [{ 'alerts/tickets/some-thing.ts': VALID }, /the dataset tickets\.some_thing belongs in tickets\/some-thing\.ts/],
    [
      { 'tickets/some-thing.ts': VALID, 'tickets/lists/some-thing.ts': VALID },
      /two files define the dataset tickets\.some_thing/,
    ],
    [{ 'tickets/some-thing.ts': { ...VALID, scopes: [] } }, /scopes must name some of tickets:read/],
    [{ 'tickets/some-thing.ts': { ...VALID, scopes: ['root'] } }, /scopes must name some of tickets:read/],
    [{ 'tickets/some-thing.ts': { ...VALID, columns: { ageS: {} } } }, /the name ageS must be snake_case/],
    [
      { 'tickets/some-thing.ts': { ...VALID, parameters: { limit: { type: 'integer', default: 0, minimum: 1 } } } },
      /`limit` of dataset tickets\.some_thing must be at least 1/,
    ],
    [
      {
        'tickets/some-thing.ts': {
          ...VALID,
          parameters: { client: { type: 'string', suggest: { dataset: 'clients', column: 'client' } } },
        },
      },
      /no column client of clients to suggest from/,
    ],
  ];
  for (const [files, message] of refused) {
    await assert.rejects(loadCatalogue(await folderWith(t, files)), message);
  }
});

test('a definition is found in a folder of its subject, and what is none beside it is passed over', async (t) => {
  const folder = await folderWith(t, {
    'tickets/lists/some-thing.ts': VALID,
    'tickets/lists/some-thing.test.ts': {},
    'notes.md': {},
  });
  assert.deepEqual(
    (await loadCatalogue(folder)).list().map((dataset) => dataset.name),
    ['tickets.some_thing']
  );
});
