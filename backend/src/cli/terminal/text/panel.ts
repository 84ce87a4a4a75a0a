import stringWidth from 'string-width';

import { pad, truncate } from './layout.ts';
import type { Paint } from './paint.ts';

/** Columns that a frame and its inner margins take from a panel's width. */
export const FRAME_COLUMNS = 4;

/** Lines in a titled frame of exactly `width` columns, with room for at least `height` lines. */
export function panel(title: string, lines: readonly string[], width: number, paint: Paint, height = 1): string[] {
  const shown = truncate(title, width - FRAME_COLUMNS - 2);
  const rule = '─'.repeat(width - stringWidth(shown) - 5);
  const side = paint('dim', '│');
  const filled = [...lines, ...Array.from({ length: Math.max(0, height - lines.length) }, () => '')];
  return [
    `${paint('dim', '╭─')} ${paint('bold', shown)} ${paint('dim', `${rule}╮`)}`,
    ...filled.map((line) => `${side} ${pad(line, width - FRAME_COLUMNS)} ${side}`),
    paint('dim', `╰${'─'.repeat(width - 2)}╯`),
  ];
}

/** Panels of the same height side by side. */
export function beside(panels: readonly (readonly string[])[], gap = 1): string[] {
  const height = Math.max(...panels.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) => panels.map((lines) => lines[row] ?? '').join(' '.repeat(gap)));
}

/** Shares `total` columns, gaps of one column taken off, in the given proportions; nothing is lost to rounding. */
export function widths(total: number, proportions: readonly number[]): number[] {
  const usable = total - (proportions.length - 1);
  const sum = proportions.reduce((a, b) => a + b, 0);
  let before = 0;
  let taken = 0;
  return proportions.map((proportion) => {
    before += proportion;
    const width = Math.round((usable * before) / sum) - taken;
    taken += width;
    return width;
  });
}
