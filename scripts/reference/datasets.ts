import { type DatasetDescription, loadCatalogue } from '../../backend/src/datasets/engine/catalogue.ts';
import { codes, head, type ReferencePage, table } from './page.ts';

type Parameter = DatasetDescription['parameters'][number];

/** Values for examples of parameters that must be given and have no list of their own. */
const EXAMPLES: Record<Parameter['type'], string> = {
  string: 'NAME',
  integer: '10',
  number: '0.5',
  boolean: 'true',
  date: '2026-11-27',
  'date-time': '2026-11-27T08:00:00Z',
};

/** Every dataset of the catalogue, as the backend offers it to a token of everything. */
export const datasetsPage: ReferencePage = {
  file: 'datasets.md',
  async render() {
    const { datasets } = (await loadCatalogue()).describe();
    return [
      ...head('Datasets', '`backend/src/datasets/definitions`'),
      'What `POST /v1/query`, the query editor in Grafana and `vigie query` answer. A column may be empty (null) wherever nothing is',
      'known. Units are those of Grafana: `s` seconds, `percent` from 0 to 100, `percentunit` from 0 to 1. How to add one:',
      '[adding-a-dataset.md](../adding-a-dataset.md).',
      '',
      ...table(
        ['Dataset', 'Title', 'Titre', 'Token needs one of'],
        datasets.map(({ name, title, scopes }) => [
          `[\`${name}\`](#${name.replace('.', '')})`,
          title.en,
          title.fr,
          codes(scopes),
        ])
      ),
      ...datasets.flatMap(section),
    ].join('\n');
  },
};

function section(dataset: DatasetDescription): string[] {
  const { name, description, parameters, columns } = dataset;
  return [
    `## ${name}`,
    '',
    description.en,
    '',
    `_${description.fr.trim()}_`,
    '',
    ...table(
      ['Parameter', 'Type', 'Default', 'Meaning', 'Sens'],
      parameters.map((one) => [
        `\`${one.name}\`${one.required ? ' (required)' : ''}`,
        typeOf(one),
        one.default === undefined ? '' : `\`${one.default}\``,
        (one.description ?? one.title).en,
        (one.description ?? one.title).fr,
      ])
    ),
    ...table(
      ['Column', 'Type', 'Unit', 'Title', 'Titre'],
      columns.map((one) => [
        `\`${one.name}\``,
        one.type,
        one.unit === undefined ? '' : `\`${one.unit}\``,
        one.title.en,
        one.title.fr,
      ])
    ),
    '```bash',
    ['vigie query', name, ...exampleOf(parameters).map((value) => `--param ${value}`)].join(' '),
    '```',
    '',
  ];
}

/** What it takes, e.g. `string, several: open, pending`. */
function typeOf({ type, multiple, choices, minimum, maximum, maxLength, maxItems }: Parameter): string {
  const limits = [
    ...(choices ? [`one of ${codes(choices.map(({ value }) => value))}`] : []),
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(maximum === undefined ? [] : [`to ${maximum}`]),
    ...(maxLength === undefined || choices ? [] : [`${maxLength} characters at most`]),
    ...(multiple && maxItems !== undefined ? [`several, ${maxItems} at most`] : []),
  ];
  return [type, ...limits].join(', ');
}

/** The parameters of an example: those that must be given, else the first that has a list of its values. */
function exampleOf(parameters: readonly Parameter[]): string[] {
  const required = parameters.filter((one) => one.required);
  const shown = required.length > 0 ? required : parameters.filter((one) => one.choices).slice(0, 1);
  return shown.map((one) => `${one.name}=${one.choices?.[0]?.value ?? EXAMPLES[one.type]}`);
}
