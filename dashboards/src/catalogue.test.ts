import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { checkParameters } from '../../backend/src/datasets/check-parameters.ts';
import { type Catalogue, loadCatalogue } from '../../backend/src/datasets/catalogue.ts';
import type { QueryParams } from './query.ts';
import { fr } from './texts/fr.ts';
import { ticketPages } from './ticket-pages.ts';

/* The dashboards name datasets, parameters and columns by hand: here they are held against the backend's catalogue. */

interface Target {
  dataset: string;
  params: QueryParams;
}

/** Where the transformations of the dashboards name columns. */
interface TransformationOptions {
  include?: { names: string[] };
  includeByName?: Record<string, boolean>;
  fields?: string[];
  sort?: { field: string }[];
  mappings?: { fieldName: string }[];
  /** Name of a calculated column. */
  alias?: string;
}

/** The moment that a dashboard's range ends with, as Grafana writes it into a parameter. */
const RANGE_END = '${__to:date:iso}';

let catalogue: Catalogue;
before(async () => {
  catalogue = await loadCatalogue();
});

function targetOf(panel: Panel): Target {
  return panel.targets?.[0] as unknown as Target;
}

/** Columns a panel names, in its overrides and transformations. */
function namedColumns(panel: Panel): string[] {
  const overrides = (panel.fieldConfig?.overrides ?? [])
    .filter((override) => override.matcher.id === 'byName')
    // `count Haute` is the column `count` in the frame of one priority.
    .map((override) => String(override.matcher.options).split(' ')[0]!);
  const links = [...JSON.stringify(panel).matchAll(/\$\{__data\.fields\.(\w+)\}/g)].map((match) => match[1]!);
  const transformed = (panel.transformations ?? []).flatMap((transformation) => {
    const options = transformation.options as TransformationOptions;
    return [
      ...(options.include?.names ?? []),
      ...Object.keys(options.includeByName ?? {}),
      ...(options.fields ?? []),
      ...(options.sort ?? []).map(({ field }) => field),
      ...(options.mappings ?? []).map(({ fieldName }) => fieldName),
    ];
  });
  const calculated = (panel.transformations ?? []).map(({ options }) => (options as TransformationOptions).alias);
  return [...overrides, ...links, ...transformed].filter((name) => !calculated.includes(name));
}

/** Parameters as they reach the backend; other variables stand for free texts, which no check looks into. */
function interpolated(params: QueryParams): QueryParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, value === RANGE_END ? '2024-07-23T08:00:00.000Z' : value])
  );
}

for (const dashboard of ticketPages(fr)) {
  for (const panel of (dashboard.panels ?? []) as Panel[]) {
    test(`${dashboard.uid} "${panel.title ?? panel.id}" asks for a dataset, parameters and columns that exist`, () => {
      const { dataset: name, params } = targetOf(panel);
      const dataset = catalogue.get(name);
      assert.doesNotThrow(() => checkParameters(dataset, interpolated(params)));
      const named = namedColumns(panel);
      assert.ok(named.length > 0);
      assert.deepEqual(
        named.filter((column) => !(column in dataset.columns)),
        []
      );
    });
  }

  for (const variable of dashboard.templating?.list ?? []) {
    test(`${dashboard.uid} $${variable.name} takes its choices from columns that exist`, () => {
      const query = variable.query as unknown as Target & { valueColumn: string; textColumn?: string };
      const dataset = catalogue.get(query.dataset);
      assert.doesNotThrow(() => checkParameters(dataset, query.params));
      assert.ok(query.valueColumn in dataset.columns);
      assert.ok((query.textColumn ?? query.valueColumn) in dataset.columns);
    });
  }
}
