import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { PanelBuilder } from '@grafana/grafana-foundation-sdk/text';

import { type Area, beside, GRID_COLUMNS, type PlacedPanel, placePanels, stacked } from './layout.ts';
import { named } from './panel.ts';

/** As high as wide. */
const ROWS = GRID_COLUMNS;
const SCREEN = { x: 0, y: 0, w: GRID_COLUMNS, h: ROWS };

function panel(name = 'a'): Area {
  return named(name, new PanelBuilder());
}

function panels(count: number): [number, Area][] {
  return Array.from({ length: count }, (_, index) => [1, panel(`panel-${index}`)]);
}

function places(placed: PlacedPanel[]): string[] {
  return placed.map(({ panel: { name }, place: { x, y, w, h } }) => `${name} ${x},${y} ${w}x${h}`);
}

/** How often each cell of the screen is covered. */
function coverage(placed: PlacedPanel[]): Set<number> {
  const cells = Array.from({ length: GRID_COLUMNS * ROWS }, () => 0);
  for (const { place } of placed) {
    for (let y = place.y; y < place.y + place.h; y += 1) {
      for (let x = place.x; x < place.x + place.w; x += 1) {
        cells[y * GRID_COLUMNS + x]! += 1;
      }
    }
  }
  return new Set(cells);
}

describe('placePanels', () => {
  test('keeps sizes that add up to the grid', () => {
    const layout = stacked([8, beside([6, panel('a')], [18, panel('b')])], [16, panel('c')]);
    assert.deepEqual(places(placePanels(layout, SCREEN)), ['a 0,0 6x8', 'b 6,0 18x8', 'c 0,8 24x16']);
  });

  test('places areas within areas in reading order', () => {
    const layout = beside(
      [1, stacked([1, beside([1, panel('a')], [1, panel('b')])], [1, panel('c')])],
      [1, panel('d')]
    );
    assert.deepEqual(places(placePanels(layout, SCREEN)), ['a 0,0 6x12', 'b 6,0 6x12', 'c 0,12 12x12', 'd 12,0 12x24']);
  });

  test('shares cells that are left over by the largest remainder, the first of equals first', () => {
    const heights = (...sizes: number[]) =>
      placePanels(stacked(...sizes.map((size) => [size, panel()] as const)), SCREEN).map(({ place }) => place.h);
    assert.deepEqual(heights(3, 6, 6, 6, 5, 3), [3, 5, 5, 5, 4, 2]);
    assert.deepEqual(heights(1, 1, 1, 1, 1, 1, 1), [4, 4, 4, 3, 3, 3, 3]);
  });

  test('gives the smallest area one cell, taken from the area that has most in excess', () => {
    const layout = stacked([1, panel('a')], [1000, panel('b')]);
    assert.deepEqual(places(placePanels(layout, SCREEN)), ['a 0,0 24x1', 'b 0,1 24x23']);
  });

  for (let count = 1; count <= ROWS; count += 1) {
    test(`fills a screen exactly with ${count} rows and with a row of ${count} panels`, () => {
      const layout = stacked([5, beside(...panels(count))], [7, panel('middle')], [11, beside(...panels(25 - count))]);
      assert.deepEqual(coverage(placePanels(layout, SCREEN)), new Set([1]));
      assert.deepEqual(coverage(placePanels(stacked(...panels(count)), SCREEN)), new Set([1]));
    });
  }

  test('refuses more panels than cells', () => {
    assert.throws(() => placePanels(beside(...panels(25)), SCREEN), /25 areas do not fit into 24 cells/);
  });
});
