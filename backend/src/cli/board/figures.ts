import stringWidth from 'string-width';

import type { AnswerRow } from '../frame.ts';
import { truncate } from '../terminal/text/layout.ts';
import type { Style } from '../terminal/text/paint.ts';
import { beside, FRAME_COLUMNS, panel, widths } from '../terminal/text/panel.ts';
import { duration } from './texts.ts';
import { countText, type View } from './view.ts';

/** From this width on, the first response stands beside the other figures. */
const ONE_ROW_WIDTH = 118;

/** Totals, impacts and first response. */
export function figures(summary: AnswerRow, view: View): string[] {
  const { texts, width } = view;
  const oneRow = width >= ONE_ROW_WIDTH;
  const sizes = widths(width, oneRow ? [20, 19, 19, 19, 39] : [20, 19, 19, 19]);
  const tiles = [
    tile(texts.total, summary['total'], 'bold', [
      `${countText(summary['open'], view)} ${texts.open}`,
      `${countText(summary['pending'], view)} ${texts.pending}`,
    ]),
    tile(texts.impactMajor, summary['impact_major'], 'red'),
    tile(texts.impactMinor, summary['impact_minor'], 'yellow'),
    tile(texts.impactNone, summary['impact_none'], 'green'),
  ].map((draw, index) => draw(sizes[index] ?? 0, view));
  if (oneRow) {
    return beside([...tiles, firstResponse(summary, sizes[4] ?? 0, view)]);
  }
  return [...beside(tiles), ...firstResponseLine(summary, view)];
}

/** A large figure with up to two notes below; alone it stands in the middle. */
function tile(title: string, value: AnswerRow[string] | undefined, style: Style, notes: readonly string[] = []) {
  return (size: number, view: View): string[] => {
    const { paint } = view;
    const inner = size - FRAME_COLUMNS;
    const centred = (text: string, styles: Style[]): string => {
      const shown = truncate(text, inner);
      const margin = ' '.repeat(Math.floor((inner - stringWidth(shown)) / 2));
      return margin + styles.reduce((painted, next) => paint(next, painted), shown);
    };
    const figure = centred(countText(value, view), [style, 'bold']);
    const lines = notes.length > 0 ? [figure, ...notes.map((note) => centred(note, ['dim']))] : ['', figure, ''];
    return panel(title, lines, size, paint);
  };
}

interface FirstResponse {
  mean: string;
  spread: string;
  unanswered: string;
}

function wordsOf(summary: AnswerRow, view: View): FirstResponse {
  const { texts } = view;
  const median = `${texts.median} ${duration(summary['first_response_median_s'], texts)}`;
  const p90 = `${texts.p90} ${duration(summary['first_response_p90_s'], texts)}`;
  return {
    mean: duration(summary['first_response_mean_s'], texts),
    spread: `${median} · ${p90}`,
    unanswered: `${countText(summary['unanswered'], view)} ${texts.unanswered}`,
  };
}

function firstResponse(summary: AnswerRow, size: number, view: View): string[] {
  const { texts, paint } = view;
  const { mean, spread, unanswered } = wordsOf(summary, view);
  const lines = [paint('bold', paint('cyan', mean)), paint('dim', spread), paint('dim', unanswered)];
  return panel(texts.firstResponse, lines, size, paint);
}

function firstResponseLine(summary: AnswerRow, view: View): string[] {
  const { texts, width, paint } = view;
  const { mean, spread, unanswered } = wordsOf(summary, view);
  const line = `${paint('bold', paint('cyan', mean))}  ${paint('dim', `${spread} · ${unanswered}`)}`;
  return panel(texts.firstResponse, [line], width, paint);
}
