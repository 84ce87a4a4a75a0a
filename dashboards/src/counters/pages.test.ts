import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';

import { counters } from './counters.ts';
import { counterPages } from './pages.ts';

for (const page of [...counterPages('fr'), ...counterPages('en')]) {
  const panels = (page.panels ?? []) as Panel[];
  const name = `${page.uid} "${page.title}"`;

  test(`${name}: no gap or overlap between the panels`, () => {
    const taken = panels.flatMap(({ gridPos }) => {
      assert.ok(gridPos);
      const { x, y, w, h } = gridPos;
      assert.ok(x + w <= 24);
      return Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`);
    });
    assert.equal(new Set(taken).size, taken.length);
    const rows = Math.max(...panels.map(({ gridPos }) => (gridPos?.y ?? 0) + (gridPos?.h ?? 0)));
    assert.equal(taken.length, 24 * rows);
  });

  test(`${name}: has no link of its own, so that none is dead in a tenant's organisation`, () => {
    assert.deepEqual(
      page.links?.map(({ type, tags, url }) => ({ type, tags, url })),
      [{ type: 'dashboards', tags: ['vigie'], url: undefined }]
    );
  });

  test(`${name}: all its figures are of the enterprises chosen`, () => {
    for (const { title, targets = [] } of panels) {
      for (const target of targets as unknown as { params: { enterprise?: string[] } }[]) {
        assert.deepEqual(target.params.enterprise, ['$enterprise'], title);
      }
    }
  });
}

test('the page of an enterprise names none: what is seen is what the token allows', () => {
  assert.ok(!JSON.stringify(counters('fr')).includes('BASH'));
  assert.deepEqual(
    counters('fr').templating?.list?.map(({ name, current }) => [name, current]),
    [
      ['enterprise', undefined],
      ['search', undefined],
    ]
  );
  assert.deepEqual(counters('fr').time, { from: 'now/M', to: 'now' });
});
