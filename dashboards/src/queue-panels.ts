import type { GridPos } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PlacedPanel } from './page.ts';
import { clientBars, clientOpen, clientOverdue } from './panels/by-client.ts';
import { queueTitle, queueTotals } from './panels/queue-totals.ts';
import type { Texts } from './texts/texts.ts';

const TITLE_HEIGHT = 2;
const TOTALS_HEIGHT = 4;
/** Columns of the cells with numbers. */
const CELL_WIDTH = 2;

/**
 * One part of the clients page: title, totals, and a row a client with its bar and its two numbers.
 *
 * @param queue - id of the queue, or a variable
 * @param place - the part of the grid they fill
 */
export function queuePanels(texts: Texts, queue: string, { x, y, w, h }: GridPos): PlacedPanel[] {
  const rows = { y: y + TITLE_HEIGHT + TOTALS_HEIGHT, h: h - TITLE_HEIGHT - TOTALS_HEIGHT };
  const barWidth = w - 2 * CELL_WIDTH;
  return [
    [queueTitle(queue), { x, y, w, h: TITLE_HEIGHT }],
    [queueTotals(texts, queue), { x, y: y + TITLE_HEIGHT, w, h: TOTALS_HEIGHT }],
    [clientBars(texts, queue), { ...rows, x, w: barWidth }],
    [clientOpen(texts, queue), { ...rows, x: x + barWidth, w: CELL_WIDTH }],
    [clientOverdue(texts, queue), { ...rows, x: x + barWidth + CELL_WIDTH, w: CELL_WIDTH }],
  ];
}
