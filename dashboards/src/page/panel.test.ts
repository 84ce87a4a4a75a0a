import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/text';

import { stacked } from './layout.ts';
import { page } from './page.ts';
import { checkNames, named, panelId } from './panel.ts';

function idsOf(...names: string[]): (number | undefined)[] {
  const { panels } = page({
    uid: 'vigie-test',
    title: 'Test',
    description: '',
    rows: 24,
    links: [],
    time: { from: 'now-1h', to: 'now' },
    layout: stacked(...names.map((name) => [1, named(name, new PanelBuilder())] as const)),
  });
  return (panels as Panel[]).map(({ id }) => id);
}

describe('panelId', () => {
  test('keeps the ids that links and bookmarks hold', () => {
    assert.deepEqual(
      ['zero', 'no-data', 'drop', 'firing', 'sites', 'entries'].map(panelId),
      [2089592634, 2125359419, 1820816615, 382034716, 1841834301, 1139289705]
    );
  });

  test('gives whole positive numbers of 31 bits', () => {
    for (let index = 0; index < 1_000; index += 1) {
      const id = panelId(`panel-${index}`);
      assert.ok(Number.isInteger(id) && id >= 1 && id <= 2 ** 31, String(id));
    }
  });
});

describe('page', () => {
  test('renumbers nothing when a panel is inserted, moved or removed', () => {
    const [first, second, third] = idsOf('total', 'flow', 'waiting');
    assert.deepEqual(idsOf('total', 'flow', 'inserted', 'waiting').toSpliced(2, 1), [first, second, third]);
    assert.deepEqual(idsOf('waiting', 'total'), [third, first]);
  });

  test('refuses two panels of one name', () => {
    assert.throws(() => idsOf('total', 'flow', 'total'), /page vigie-test: two panels are named "total"/);
  });
});

describe('checkNames', () => {
  test('refuses names that get the same id', () => {
    assert.throws(
      () => checkNames('vigie-test', ['total', 'flow'], () => 7),
      /the panels "total" and "flow" get the same id: rename the newer one/
    );
  });
});

describe('named', () => {
  for (const name of ['', 'Total', 'first response', 'first_response', '-a', 'a-', 'a--b', '1a', 'é']) {
    test(`refuses ${JSON.stringify(name)} as a name`, () => {
      assert.throws(() => named(name, new PanelBuilder()), /is no name of a panel/);
    });
  }
});
