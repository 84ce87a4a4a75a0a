import { type DynamicConfigValue, PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import { VIGIE } from './query.ts';

/** Options of the panel `agitel-vigie-list-panel`: see `src/panels/list/options.ts`. */
interface ListOptions {
  heading?: string;
  /** Columns of the dataset in the order of the screen; the address `url` leads somewhere without being named. */
  columns: readonly string[];
  layout?: 'rows' | 'strip' | 'tiles' | 'days';
  lines?: 1 | 2 | 4;
  showColumnNames?: boolean;
  mostRows?: number;
  emptyText?: string;
  hiddenWhenEmpty?: boolean;
  staleAfterMinutes?: number;
  playlistProgress?: boolean;
  /** New critical tickets and due dates that pass blink and sound, on screens that ask for it. */
  signals?: boolean;
}

/** When screens may sound: office hours, from Monday to Friday. A screen's address may have other hours. */
const SOUND = { soundHours: '08:00-19:00', soundDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] };

/** Rows that fill the panel and are read from afar. The heading is drawn by the panel itself: Grafana's titles stay at 14 px. */
export function list({
  heading = '',
  columns,
  layout = 'rows',
  lines = 2,
  showColumnNames = false,
  mostRows = 0,
  emptyText = '',
  hiddenWhenEmpty = false,
  staleAfterMinutes = 0,
  playlistProgress = false,
  signals = false,
}: ListOptions): PanelBuilder {
  return new PanelBuilder()
    .type('agitel-vigie-list-panel')
    .datasource(VIGIE)
    .options({
      heading,
      columns,
      layout,
      lines,
      showColumnNames,
      mostRows,
      emptyText,
      ...(hiddenWhenEmpty ? { hiddenWhenEmpty } : {}),
      staleAfterMinutes,
      playlistProgress,
      signals,
      ...(signals ? SOUND : {}),
    });
}

/** Colours of figures that call for attention, or mean good news. */
export type Tone = 'critical' | 'high' | 'medium' | 'low' | 'good';

interface FigureOptions {
  /** Its colour from 1 on; of its bar, where it has one. */
  tone?: Tone;
  /** Column whose text follows the name of a tile. */
  detail?: string;
  /** What a click on it opens. */
  link?: { title: string; url: string };
}

/** The name of a column or a tile, the looks of its figures, and where a tile leads. */
export function figure(name: string, { tone, detail, link }: FigureOptions = {}): DynamicConfigValue[] {
  return [
    { id: 'displayName', value: name },
    ...(tone ? [{ id: 'custom.tone', value: tone }] : []),
    ...(detail ? [{ id: 'custom.detail', value: detail }] : []),
    ...(link ? [{ id: 'links', value: [link] }] : []),
  ];
}

/** A bar beside the figure, as long as it is beside the greatest one. */
export const BAR: DynamicConfigValue[] = [{ id: 'custom.bar', value: true }];

/** Date and time in the place of the time since then. */
export const EXACT_TIME: DynamicConfigValue[] = [{ id: 'custom.time', value: 'exact' }];
