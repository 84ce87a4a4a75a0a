import assert from 'node:assert/strict';
import { test } from 'node:test';

import { type Panel, VariableType } from '@grafana/grafana-foundation-sdk/dashboard';

import { loadCatalogue } from '../../backend/src/datasets/engine/catalogue.ts';
import { checkParameters } from '../../backend/src/datasets/engine/parameters/check-parameters.ts';
import { counterPages } from './counters/pages.ts';
import type { QueryParams } from './elements/query.ts';
import { operation } from './operation/operation.ts';
import { LIVE_RANGE } from './page/refresh.ts';
import { ownTicketsPage } from './tickets/own/own-tickets.ts';
import { ticketPages } from './tickets/pages.ts';

/* The dashboards name datasets, parameters and columns by hand: here they are held against the backend's catalogue. */

interface Target {
  dataset: string;
  params: QueryParams;
}

/** Where the transformations of the dashboards name columns. */
interface TransformationOptions {
  include?: { names: string[] };
  includeByName?: Record<string, boolean>;
  /** A list, or what becomes of each. */
  fields?: string[] | Record<string, unknown>;
  sort?: { field: string }[];
  mappings?: { fieldName: string }[];
}

/** Variables in parameters that are no free text, and what they may become. */
const VALUES: Record<string, string> = {
  '${__to:date:iso}': '2024-07-23T08:00:00.000Z',
  $day: '2024-07-22',
  $attention: 'idle',
};

const catalogue = await loadCatalogue();

function targetsOf(panel: Panel): Target[] {
  return (panel.targets ?? []) as unknown as Target[];
}

/** Columns a panel names, in its overrides and transformations. */
function namedColumns(panel: Panel): string[] {
  const overrides = (panel.fieldConfig?.overrides ?? [])
    .filter((override) => override.matcher.id === 'byName')
    .map((override) => String(override.matcher.options));
  const links = [...JSON.stringify(panel).matchAll(/\$\{__data\.fields\.(\w+)\}/g)].map((match) => match[1]!);
  const transformed = (panel.transformations ?? []).flatMap((transformation) => {
    const options = transformation.options as TransformationOptions;
    return [
      ...(options.include?.names ?? []),
      ...Object.keys(options.includeByName ?? {}),
      ...(Array.isArray(options.fields) ? options.fields : Object.keys(options.fields ?? {})),
      ...(options.sort ?? []).map(({ field }) => field),
      ...(options.mappings ?? []).map(({ fieldName }) => fieldName),
    ];
  });
  const listed = (panel.options as { columns?: string[] } | undefined)?.columns ?? [];
  return [...overrides, ...links, ...listed, ...transformed].flatMap(columnsIn);
}

/**
 * Whether what a panel shows depends on the range of its page: by a dataset that is not told its days otherwise, or because the panel
 * names an end of the range.
 */
function looksAtRange(panel: Panel): boolean {
  return (
    targetsOf(panel).some(({ dataset, params }) => catalogue.get(dataset).usesRange && !('days' in params)) ||
    /\$\{?__(?:from|to)\b/.test(JSON.stringify(panel))
  );
}

/** `count Haute` is the column `count` in the frame of one priority, `weekday\hour` the corner of a matrix of two columns. */
function columnsIn(name: string): string[] {
  return name.split(' ')[0]!.split('\\');
}

/** Parameters as they reach the backend; other variables become free texts, which no check looks into. */
function interpolated(params: QueryParams): QueryParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      VALUES[String(value)] ?? (String(value).startsWith('$') ? 'a text' : value),
    ])
  );
}

test('the page of a client asks only for what a token of clients may have', () => {
  const panels = (ownTicketsPage('fr').panels ?? []) as Panel[];
  assert.ok(panels.length > 5);
  for (const panel of panels) {
    for (const { dataset: name, params } of targetsOf(panel)) {
      const { forClients } = catalogue.get(name);
      assert.ok(forClients, name);
      assert.deepEqual(
        Object.keys(params).filter((parameter) => !(parameter in forClients.parameters)),
        [],
        name
      );
      assert.deepEqual(
        // Columns that the rules may show besides are left out of a list where they are not there.
        namedColumns(panel).filter(
          (name) => ![...forClients.columns, 'queue_title', 'status', 'technician'].includes(name)
        ),
        [],
        name
      );
    }
  }
});

for (const dashboard of [...ticketPages('fr'), ownTicketsPage('fr'), ...counterPages('fr'), operation('fr')]) {
  const panels = (dashboard.panels ?? []) as Panel[];
  for (const panel of panels.filter(({ targets }) => targets)) {
    test(`${dashboard.uid} "${panel.title ?? panel.id}" asks for a dataset, parameters and columns that exist`, () => {
      const columns = targetsOf(panel).flatMap(({ dataset: name, params }) => {
        const dataset = catalogue.get(name);
        assert.doesNotThrow(() => checkParameters(dataset, interpolated(params)));
        return Object.keys(dataset.columns);
      });
      const named = namedColumns(panel);
      assert.ok(named.length > 0);
      assert.deepEqual(
        named.filter((column) => !columns.includes(column)),
        []
      );
    });
  }

  test(`${dashboard.uid} opens with the live range exactly when none of its panels looks at the range`, () => {
    const isLive = dashboard.time?.from === LIVE_RANGE.from && dashboard.time.to === LIVE_RANGE.to;
    assert.notEqual(isLive, panels.some(looksAtRange));
  });

  for (const { name: title, target } of dashboard.annotations?.list ?? []) {
    test(`${dashboard.uid} "${title}" asks for annotations that exist`, () => {
      const { dataset: name, params } = target as unknown as Target;
      const dataset = catalogue.get(name);
      assert.doesNotThrow(() => checkParameters(dataset, interpolated(params)));
      assert.deepEqual(Object.keys(dataset.columns), ['time', 'time_end', 'title', 'text', 'tags']);
    });
  }

  const variables = dashboard.templating?.list ?? [];
  for (const variable of variables.filter(({ type }) => type === VariableType.Query)) {
    test(`${dashboard.uid} $${variable.name} takes its choices from columns that exist`, () => {
      const query = variable.query as unknown as Target & { valueColumn: string; textColumn?: string };
      const dataset = catalogue.get(query.dataset);
      assert.doesNotThrow(() => checkParameters(dataset, query.params));
      assert.ok(query.valueColumn in dataset.columns);
      assert.ok((query.textColumn ?? query.valueColumn) in dataset.columns);
    });
  }
}
