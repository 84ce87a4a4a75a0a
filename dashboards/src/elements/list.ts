import { type DynamicConfigValue, PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import { VIGIE } from './query.ts';

/** Options of the panel `agitel-vigie-list-panel`: see `src/panels/list/options.ts`. */
interface ListOptions {
  heading?: string;
  /** Columns of the dataset in the order of the screen; the address `url` leads somewhere without being named. */
  columns: readonly string[];
  layout?: 'rows' | 'strip' | 'tiles';
  showColumnNames?: boolean;
  mostRows?: number;
  emptyText?: string;
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
  showColumnNames = false,
  mostRows = 0,
  emptyText = '',
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
      showColumnNames,
      mostRows,
      emptyText,
      staleAfterMinutes,
      playlistProgress,
      signals,
      ...(signals ? SOUND : {}),
    });
}

/** The name of a tile, and its colour from 1 on. */
export function tile(name: string, tone?: 'critical' | 'medium' | 'low'): DynamicConfigValue[] {
  return [{ id: 'displayName', value: name }, ...(tone ? [{ id: 'custom.tone', value: tone }] : [])];
}

/** Date and time in the place of the time since then. */
export const EXACT_TIME: DynamicConfigValue[] = [{ id: 'custom.time', value: 'exact' }];
