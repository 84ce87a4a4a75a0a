import { DateTime } from 'luxon';

import { ends, printable, wrap } from '../text/layout.ts';
import { beside, widths } from '../text/panel.ts';
import type { Style } from '../text/paint.ts';
import type { BoardData } from './data.ts';
import { figures } from './figures.ts';
import { alertList, priorityList, ticketList } from './lists.ts';
import { duration } from './texts.ts';
import type { View } from './view.ts';

/** From this width on, the priorities stand beside the tickets. */
const TWO_COLUMNS_WIDTH = 110;

/** The page "Tableau de bord" as lines of text. */
export function renderBoard(data: BoardData, view: View): string[] {
  const { texts, width } = view;
  const [listSize, prioritySize] = width >= TWO_COLUMNS_WIDTH ? widths(width, [66, 34]) : [width, width];
  const place = width >= TWO_COLUMNS_WIDTH ? beside : (panels: string[][]): string[] => panels.flat();
  return [
    ...header(data, view),
    ...figures(data.summary.rows[0] ?? {}, view),
    ...place([
      ticketList(texts.latestOpen, data.latestOpen, listSize ?? width, view),
      priorityList(texts.openByPriority, data.openByPriority, prioritySize ?? width, view),
    ]),
    ...place([
      ticketList(texts.latestPending, data.latestPending, listSize ?? width, view),
      priorityList(texts.pendingByPriority, data.pendingByPriority, prioritySize ?? width, view),
    ]),
    ...alertList(data.latestAlerts, width, view),
    ...sourceStrip(data.status, view),
  ];
}

function header({ status }: BoardData, { texts, width, paint, language, timezone }: View): string[] {
  const now = DateTime.fromISO(status.now, { zone: timezone }).setLocale(language).toFormat(texts.dateAndTime);
  const name = `${paint('bold', paint('cyan', 'VIGIE'))} ${paint('dim', '·')} ${paint('bold', texts.board)}`;
  const notice = status.clock.fixed ? [paint('yellow', `▲ ${texts.fixedClock}`)] : [];
  return [ends(name, paint('dim', now), width), ...notice];
}

const STATE_STYLES: Record<BoardData['status']['sources'][number]['state'], Style> = {
  ok: 'green',
  late: 'yellow',
  down: 'red',
  reading: 'blue',
};

/** Each source with its state and ages, then what was found odd in the data. */
function sourceStrip({ sources, findings }: BoardData['status'], { texts, width, paint, language }: View): string[] {
  if (sources.length === 0) {
    return [paint('yellow', `▲ ${texts.noSource}`)];
  }
  const lines = sources.flatMap((source) => {
    const style = STATE_STYLES[source.state];
    const facts = [
      paint(style, texts.states[source.state]),
      source.ageSeconds === null ? texts.neverRead : texts.readAgo(duration(source.ageSeconds, texts)),
      ...(source.reconcileAgeSeconds === null
        ? []
        : [texts.reconciledAgo(duration(source.reconcileAgeSeconds, texts))]),
      ...(source.fullReadDone ? [] : [texts.firstReading]),
    ];
    const error = source.error === null ? [] : wrap(printable(source.error), width - 4);
    return [
      `${paint(style, '●')} ${paint('bold', printable(source.source))}  ${facts.join(paint('dim', ' · '))}`,
      ...error.map((line) => paint('dim', `    ${line}`)),
    ];
  });
  const odd = findings.flatMap(({ text }) =>
    wrap(printable(language === 'fr-FR' ? text.fr : text.en), width - 2).map((line, index) =>
      paint('yellow', index === 0 ? `▲ ${line}` : `  ${line}`)
    )
  );
  return [...lines, ...odd];
}
