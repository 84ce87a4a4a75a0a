import stringWidth from 'string-width';

import type { Answer } from '../frame.ts';
import { fit, pad } from '../terminal/text/layout.ts';
import { FRAME_COLUMNS, panel } from '../terminal/text/panel.ts';
import { bar } from '../terminal/text/table.ts';
import { countText, dateText, percentText, priorityStyle, priorityText, type View, wordText } from './view.ts';

/** The newest tickets: id, title, client, priority, creation. */
export function ticketList(title: string, { rows }: Answer, size: number, height: number, view: View): string[] {
  const { texts, paint } = view;
  const inner = size - FRAME_COLUMNS;
  const ids = rows.map(({ id }) => `#${id}`);
  const dates = rows.map(({ created }) => dateText(created, view));
  const priorities = rows.map(({ priority }) => priorityText(priority, view));
  const [idSize, dateSize, prioritySize] = [ids, dates, priorities].map(widest) as [number, number, number];
  const [titleSize, clientSize] = shares(inner - idSize - dateSize - prioritySize - 8, [62, 38]);
  const lines = rows.map((row, index) =>
    [
      paint('dim', pad(ids[index] ?? '', idSize)),
      fit(wordText(row['title']) || texts.noTitle, titleSize),
      fit(wordText(row['client']), clientSize),
      paint(priorityStyle(row['priority']), pad(priorities[index] ?? '', prioritySize)),
      paint('dim', pad(dates[index] ?? '', dateSize)),
    ].join('  ')
  );
  return panel(title, lines.length > 0 ? lines : [paint('dim', texts.nothing)], size, paint, height);
}

/** The newest alerts: id, title, client, device, date. */
export function alertList({ rows }: Answer, size: number, view: View): string[] {
  const { texts, paint } = view;
  const ids = rows.map(({ id }) => `#${id}`);
  const dates = rows.map(({ created }) => dateText(created, view));
  const [idSize, dateSize] = [ids, dates].map(widest) as [number, number];
  const [titleSize, clientSize, deviceSize] = shares(size - FRAME_COLUMNS - idSize - dateSize - 8, [46, 30, 24]);
  const lines = rows.map((row, index) =>
    [
      paint('dim', pad(ids[index] ?? '', idSize)),
      fit(wordText(row['title']), titleSize),
      fit(wordText(row['client']), clientSize),
      paint('cyan', fit(wordText(row['device']), deviceSize)),
      paint('dim', pad(dates[index] ?? '', dateSize)),
    ].join('  ')
  );
  return panel(texts.latestAlerts, lines.length > 0 ? lines : [paint('dim', texts.nothing)], size, paint);
}

/** Priorities with count, percentage and bar. */
export function priorityList(title: string, { rows }: Answer, size: number, height: number, view: View): string[] {
  const { paint } = view;
  const names = rows.map(({ priority }) => priorityText(priority, view));
  const counts = rows.map(({ count }) => countText(count, view));
  const percentages = rows.map(({ percent }) => percentText(percent, view));
  const [nameSize, countSize, percentSize] = [names, counts, percentages].map(widest) as [number, number, number];
  const barSize = Math.max(0, size - FRAME_COLUMNS - nameSize - countSize - percentSize - 6);
  const lines = rows.map(({ priority, share }, index) =>
    [
      pad(names[index] ?? '', nameSize),
      pad(counts[index] ?? '', countSize, 'right'),
      pad(percentages[index] ?? '', percentSize, 'right'),
      paint(priorityStyle(priority), bar(Number(share ?? 0), barSize)),
    ].join('  ')
  );
  return panel(title, lines, size, paint, height);
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => stringWidth(text)));

/** Shares columns by percentages; the first takes what rounding leaves. */
function shares<const P extends readonly number[]>(total: number, percentages: P): { [K in keyof P]: number } {
  const rest = percentages.slice(1).map((percentage) => Math.floor((total * percentage) / 100));
  return [total - rest.reduce((a, b) => a + b, 0), ...rest] as { [K in keyof P]: number };
}
