import { dateTimeFormat, type PanelData } from '@grafana/data';
import { t } from '@grafana/i18n';

import { dataClockOffset } from '../shared/answer/dataClock';

/** What the cells of a list need to know beside their values. */
export interface ListContext {
  /** Of this plugin's dictionary that Grafana loaded: `fr`, or `en` for everybody else. */
  language: string;
  /** As Grafana writes time zones: an IANA name, `utc` or `browser`. */
  timeZone: string;
  /** When the answer came, in epoch milliseconds of this machine's clock. */
  answeredAt: number;
  /** How far the clock that the data goes by is ahead of this machine's, in milliseconds. */
  clockOffset: number;
}

/** @param fallback - when the answer came, where Grafana does not tell */
export function listContext(data: PanelData, timeZone: string, fallback: number): ListContext {
  return {
    language: t('language', 'en'),
    timeZone,
    answeredAt: data.request?.endTime ?? data.request?.startTime ?? fallback,
    clockOffset: dataClockOffset(data),
  };
}

/** Date and time to the second in the zone of the dashboard. */
export function exactTime(instant: number, { timeZone }: Pick<ListContext, 'timeZone'>): string {
  return dateTimeFormat(instant, { timeZone, format: 'DD/MM/YYYY HH:mm:ss' });
}

/** The same without the year, where it is that of the answer. */
export function shortTime(instant: number, context: Pick<ListContext, 'timeZone' | 'answeredAt'>): string {
  const { timeZone, answeredAt } = context;
  const yearOf = (time: number) => dateTimeFormat(time, { timeZone, format: 'YYYY' });
  return yearOf(instant) === yearOf(answeredAt)
    ? dateTimeFormat(instant, { timeZone, format: 'DD/MM HH:mm:ss' })
    : exactTime(instant, context);
}
