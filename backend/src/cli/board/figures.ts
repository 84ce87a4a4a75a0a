import stringWidth from 'string-width';

import type { AnswerRow } from '../frame.ts';
import { pad, truncate } from '../text/layout.ts';
import { beside, FRAME_COLUMNS, panel, widths } from '../text/panel.ts';
import type { Style } from '../text/paint.ts';
import { duration } from './texts.ts';
import { countText, type View } from './view.ts';

/** From this width on, the first response stands beside the other figures. */
const ONE_ROW_WIDTH = 110;

/** Totals, impacts and first response. */
export function figures(summary: AnswerRow, view: View): string[] {
  const { texts, width } = view;
  const tiles: [string, Style, string, string][] = [
    [
      texts.total,
      'bold',
      countText(summary['total'], view),
      `${countText(summary['open'], view)} ${texts.open} · ${countText(summary['pending'], view)} ${texts.pending}`,
    ],
    [texts.impactMajor, 'red', countText(summary['impact_major'], view), ''],
    [texts.impactMinor, 'yellow', countText(summary['impact_minor'], view), ''],
    [texts.impactNone, 'green', countText(summary['impact_none'], view), ''],
  ];
  const oneRow = width >= ONE_ROW_WIDTH;
  const sizes = oneRow ? widths(width, [28, 17, 17, 17, 41]) : widths(width, [29, 17, 17, 17]);
  const drawn = tiles.map(([title, style, figure, note], index) => {
    const size = sizes[index] ?? 0;
    return panel(title, [...centred(figure, note, size, style, view)], size, view.paint);
  });
  if (oneRow) {
    return beside([...drawn, firstResponse(summary, sizes[4] ?? 0, view)]);
  }
  return [...beside(drawn), ...firstResponse(summary, width, view)];
}

function centred(figure: string, note: string, size: number, style: Style, { paint }: View): string[] {
  const inner = size - FRAME_COLUMNS;
  const middle = (text: string): string => ' '.repeat(Math.max(0, Math.floor((inner - stringWidth(text)) / 2)));
  const shown = truncate(note, inner);
  return [middle(figure) + paint('bold', paint(style, figure)), middle(shown) + paint('dim', shown)];
}

function firstResponse(summary: AnswerRow, size: number, view: View): string[] {
  const { texts, paint } = view;
  const inner = size - FRAME_COLUMNS;
  const mean = duration(summary['first_response_mean_s'], texts);
  const spread = [
    `${texts.median} ${duration(summary['first_response_median_s'], texts)}`,
    `${texts.p90} ${duration(summary['first_response_p90_s'], texts)}`,
  ];
  const unanswered = `${countText(summary['unanswered'], view)} ${texts.unanswered}`;
  const first = `${paint('bold', paint('cyan', mean))}  ${paint('dim', unanswered)}`;
  return panel(
    texts.firstResponse,
    [first, pad(paint('dim', truncate(spread.join(' · '), inner)), inner)],
    size,
    paint
  );
}
