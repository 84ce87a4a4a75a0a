import { DateTime } from 'luxon';

import { zoneNamed } from '../../domain/clock/zone.ts';
import { printable } from '../../domain/text/printable.ts';
import type { Answer } from '../frame.ts';
import { ends, wrap } from '../terminal/text/layout.ts';
import type { Style } from '../terminal/text/paint.ts';
import { beside, widths } from '../terminal/text/panel.ts';
import type { BoardData } from './data.ts';
import { figures } from './figures.ts';
import { alertList, priorityList, ticketList } from './lists.ts';
import { duration } from './texts.ts';
import { inLanguage, type View } from './view.ts';

/** From this width on, the priorities stand beside the tickets. */
const TWO_COLUMNS_WIDTH = 110;

/** The page "Tableau de bord" as lines of text. */
export function renderBoard(data: BoardData, view: View): string[] {
  const { texts, width } = view;
  return [
    ...header(data, view),
    ...figures(data.summary.rows[0] ?? {}, view),
    ...ticketClass(texts.latestOpen, data.latestOpen, texts.openByPriority, data.openByPriority, view),
    ...ticketClass(texts.latestPending, data.latestPending, texts.pendingByPriority, data.pendingByPriority, view),
    ...alertList(data.latestAlerts, width, view),
    ...sourceStrip(data.status, view),
  ];
}

/** The newest tickets of a class and its priorities, side by side where there is room. */
function ticketClass(listTitle: string, list: Answer, priorityTitle: string, priorities: Answer, view: View): string[] {
  const { width } = view;
  if (width < TWO_COLUMNS_WIDTH) {
    return [...ticketList(listTitle, list, width, 1, view), ...priorityList(priorityTitle, priorities, width, 1, view)];
  }
  const [listSize, prioritySize] = widths(width, [65, 35]) as [number, number];
  const height = Math.max(list.rows.length, priorities.rows.length);
  return beside([
    ticketList(listTitle, list, listSize, height, view),
    priorityList(priorityTitle, priorities, prioritySize, height, view),
  ]);
}

function header({ status }: BoardData, { texts, width, paint, language, timezone }: View): string[] {
  const now = DateTime.fromISO(status.now, { zone: zoneNamed(timezone) })
    .setLocale(language)
    .toFormat(texts.dateAndTime);
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
    const name = `${paint(style, '●')} ${paint('bold', printable(source.source))}`;
    const [first = '', ...more] = wrap(`${name}  ${facts.join(paint('dim', ' · '))}`, width - 4);
    const error = source.errorText === null ? [] : wrap(printable(inLanguage(source.errorText, language)), width - 4);
    return [first, ...more.map((line) => `    ${line}`), ...error.map((line) => paint('dim', `    ${line}`))];
  });
  // Hints about the rules are for the status page and the doctor.
  const odd = findings
    .filter(({ severity }) => severity !== 'info')
    .flatMap(({ text }) =>
      wrap(printable(inLanguage(text, language)), width - 2).map((line, index) =>
        paint('yellow', index === 0 ? `▲ ${line}` : `  ${line}`)
      )
    );
  return [...lines, ...odd];
}
