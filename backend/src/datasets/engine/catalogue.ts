import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { type Access, SCOPES } from '../../domain/access/access.ts';
import { VigieError } from '../../domain/errors.ts';
import { MODULE_EXTENSION, moduleOf } from '../../installation.ts';
import { isOpenTo, viewOf } from './client-view.ts';
import type { Column, Dataset, LocalizedText } from './dataset.ts';
import { checkDefaults } from './parameters/check-parameters.ts';
import { MAX_TEXT_LENGTH, MAX_VALUES, type Parameter } from './parameters/parameters.ts';

const DEFINITIONS_FOLDER = moduleOf('datasets', 'definitions');

/** A dataset as `GET /v1/datasets` describes it: the query editor, the docs and the OpenAPI are made from it. */
export interface DatasetDescription {
  name: string;
  title: LocalizedText;
  description: LocalizedText;
  scopes: readonly string[];
  /** `maxItems` is the most values of a list. */
  parameters: (Parameter & { name: string; multiple: boolean; required: boolean; maxItems?: number })[];
  columns: (Column & { name: string; nullable: boolean })[];
}

export interface DatasetsDescription {
  datasets: DatasetDescription[];
}

/** Every dataset there is. */
export interface Catalogue {
  /** @throws {VigieError} `dataset_unknown`, listing what exists. */
  get(name: string): Dataset;
  /** By name. */
  list(): Dataset[];
  /** @param access - what this caller may ask for, as they may ask for it; absent: all there is */
  describe(access?: Access): DatasetsDescription;
}

/** A process has each catalogue once, as it has the modules that it is made of. */
const loaded = new Map<string, Promise<Catalogue>>();

/**
 * Loads the catalogue: every file of `definitions/<subject>/` is a dataset, its default export.
 *
 * @throws {Error} when a definition is at odds with the house rules: a mistake of a programmer
 */
export function loadCatalogue(folder: string = DEFINITIONS_FOLDER): Promise<Catalogue> {
  const catalogue = loaded.get(folder) ?? load(folder);
  loaded.set(folder, catalogue);
  return catalogue;
}

async function load(folder: string): Promise<Catalogue> {
  const files = (await readdir(folder, { recursive: true })).filter(
    (file) => file.endsWith(MODULE_EXTENSION) && !file.endsWith('.test.ts')
  );
  const datasets = await Promise.all(
    files.sort().map(async (file) => {
      const module = (await import(pathToFileURL(path.join(folder, file)).href)) as { default?: Dataset };
      return checkDefinition(file, module.default);
    })
  );
  checkNames(datasets);
  checkSuggestions(datasets);
  return catalogueOf(datasets);
}

/** A catalogue of given datasets. */
export function catalogueOf(datasets: readonly Dataset[]): Catalogue {
  const sorted = datasets.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const byName = new Map(sorted.map((dataset) => [dataset.name, dataset]));
  const description = { datasets: sorted.map(describeDataset) };
  return {
    get(name) {
      const dataset = byName.get(name);
      if (!dataset) {
        const known = [...byName.keys()].join(', ');
        throw new VigieError('dataset_unknown', {
          fr: `jeu de données \`${name}\` inconnu : il y a ${known}`,
          en: `unknown dataset \`${name}\`: there are ${known}`,
        });
      }
      return dataset;
    },
    list: () => [...sorted],
    describe: (access) =>
      access === undefined
        ? description
        : {
            datasets: sorted.filter((one) => isOpenTo(one, access)).map((one) => describeDataset(viewOf(one, access))),
          },
  };
}

function describeDataset({ name, title, description, scopes, parameters, columns }: Dataset): DatasetDescription {
  return {
    name,
    title,
    description,
    scopes,
    parameters: Object.entries(parameters).map(([parameterName, parameter]) => ({
      ...parameter,
      ...(parameter.type === 'string' && { maxLength: parameter.maxLength ?? MAX_TEXT_LENGTH }),
      ...(parameter.multiple && { maxItems: MAX_VALUES }),
      name: parameterName,
      multiple: parameter.multiple ?? false,
      required: parameter.required ?? false,
    })),
    columns: Object.entries(columns).map(([columnName, column]) => ({ ...column, name: columnName, nullable: true })),
  };
}

/** Folder and file have the dataset's name (`tickets.by_priority`: `tickets/by-priority.ts`, or in a room of that folder). */
function checkDefinition(file: string, dataset: Dataset | undefined): Dataset {
  const fail = (problem: string): never => {
    throw new Error(`datasets/definitions/${file}: ${problem}`);
  };
  if (!dataset) {
    return fail('it has no default export');
  }
  const expected = fileOf(dataset.name);
  const [subject = ''] = file.split(path.sep);
  if (path.join(subject, path.basename(file)) !== expected) {
    fail(`the dataset ${dataset.name} belongs in ${expected}`);
  }
  if (dataset.scopes.length === 0 || dataset.scopes.some((scope) => !SCOPES.includes(scope))) {
    fail(`scopes must name some of ${SCOPES.join(', ')}`);
  }
  const badName = [dataset.name, ...Object.keys(dataset.parameters), ...Object.keys(dataset.columns)].find(
    (name) => !/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/.test(name)
  );
  if (badName !== undefined) {
    fail(`the name ${badName} must be snake_case`);
  }
  const { columns = [], parameters = {} } = dataset.forClients ?? {};
  const missing = [
    ...columns.filter((name) => !Object.hasOwn(dataset.columns, name)),
    ...Object.keys(parameters).filter((name) => !Object.hasOwn(dataset.parameters, name)),
  ];
  if (missing.length > 0) {
    fail(`forClients names ${missing.join(', ')}, which it does not have`);
  }
  checkDefaults(dataset);
  return dataset;
}

/** A name without a dot is a subject of its own: `clients` stands in `clients/clients.ts`. */
function fileOf(name: string): string {
  const [subject = name, figure = subject] = name.split('.', 2);
  return path.join(subject, `${figure.replaceAll('_', '-')}${MODULE_EXTENSION}`);
}

function checkNames(datasets: readonly Dataset[]): void {
  const names = datasets.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new Error(`datasets/definitions: two files define the dataset ${twice}`);
  }
}

function checkSuggestions(datasets: readonly Dataset[]): void {
  for (const { name, parameters } of datasets) {
    for (const { suggest } of Object.values(parameters)) {
      const source = suggest && datasets.find((dataset) => dataset.name === suggest.dataset);
      if (suggest && !(source && Object.hasOwn(source.columns, suggest.column))) {
        throw new Error(`dataset ${name}: there is no column ${suggest.column} of ${suggest.dataset} to suggest from`);
      }
    }
  }
}
