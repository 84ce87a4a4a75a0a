import type { GridPos } from '@grafana/grafana-foundation-sdk/dashboard';

import type { NamedPanel } from './panel.ts';

/** Columns of Grafana's grid. */
export const GRID_COLUMNS = 24;

/**
 * Rows of the grid (30 px and a gap of 8) that a 1920 × 1080 screen shows at once in full screen, below Grafana's line of links.
 *
 * `autofitpanels` scales the page to the 25 rows that it reckons with there and rounds the height of each panel, again and again until
 * nothing changes (`fitPanelsInHeight` of Grafana's scenes). Panels of 12 rows and less keep their height at 26 rows, which fill the screen; a
 * page with a higher one always ends at 25 and leaves 75 pixels empty, whatever the layout says.
 */
export const SCREEN_ROWS = 26;

/** A part of a page: one panel, or areas side by side or one below the other. */
export type Area = NamedPanel | Split;

/** An area and its width or height, relative to those beside it. */
type Share = readonly [size: number, area: Area];

interface Split {
  direction: 'beside' | 'stacked';
  shares: readonly Share[];
}

/** A panel and its place in the grid. */
export interface PlacedPanel {
  panel: NamedPanel;
  place: GridPos;
}

/** Areas side by side, from the left, each with its relative width. */
export function beside(...shares: Share[]): Area {
  return { direction: 'beside', shares };
}

/** Areas one below the other, from the top, each with its relative height. */
export function stacked(...shares: Share[]): Area {
  return { direction: 'stacked', shares };
}

/**
 * Places of all panels of an area, in reading order. They fill the place exactly: sizes that are no whole cells are rounded
 * by the largest-remainder method.
 *
 * @throws {Error} when there are more panels than cells
 */
export function placePanels(area: Area, place: GridPos): PlacedPanel[] {
  if ('builder' in area) {
    return [{ panel: area, place }];
  }
  const [offset, size] = area.direction === 'beside' ? (['x', 'w'] as const) : (['y', 'h'] as const);
  let start = place[offset];
  return apportion(
    place[size],
    area.shares.map(([weight]) => weight)
  ).flatMap((cells, index) => {
    const placed = placePanels(area.shares[index]![1], { ...place, [offset]: start, [size]: cells });
    start += cells;
    return placed;
  });
}

/** Whole numbers of at least 1 that add up to the total, as near as can be to the weights. */
function apportion(total: number, weights: readonly number[]): number[] {
  if (weights.length > total) {
    throw new Error(`${weights.length} areas do not fit into ${total} cells of the grid`);
  }
  const sum = weights.reduce((a, b) => a + b, 0);
  const cells = weights.map((weight) => Math.max(1, Math.floor((total * weight) / sum)));
  const gap = (index: number): number => (total * weights[index]!) / sum - cells[index]!;
  const order = [...weights.keys()];
  for (let missing = total - cells.reduce((a, b) => a + b, 0); missing !== 0; missing -= Math.sign(missing)) {
    const sign = Math.sign(missing);
    const candidates = sign > 0 ? order : order.filter((index) => cells[index]! > 1);
    const neediest = candidates.reduce((best, index) => (sign * gap(index) > sign * gap(best) ? index : best));
    cells[neediest]! += sign;
  }
  return cells;
}
