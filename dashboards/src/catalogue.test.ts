import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { checkParameters } from '../../backend/src/datasets/check-parameters.ts';
import { type Catalogue, loadCatalogue } from '../../backend/src/datasets/catalogue.ts';
import { board } from './board.ts';
import type { QueryParams } from './query.ts';
import { fr } from './texts/fr.ts';

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
}

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
    return [...(options.include?.names ?? []), ...Object.keys(options.includeByName ?? {}), ...(options.fields ?? [])];
  });
  return [...overrides, ...links, ...transformed];
}

for (const panel of (board(fr).panels ?? []) as Panel[]) {
  test(`"${panel.title}" asks for a dataset, parameters and columns that exist`, () => {
    const { dataset: name, params } = targetOf(panel);
    const dataset = catalogue.get(name);
    assert.doesNotThrow(() => checkParameters(dataset, params));
    const named = namedColumns(panel);
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((column) => !(column in dataset.columns)),
      []
    );
  });
}
