import { type DatasetRows, fetchRows } from '../api/datasetRows';
import { fetchStatus } from '../status/status';
import { addDays, dayAt, isDay } from './days';

/** What a counter is reported for: a day at zero, a day without data, a day far below the usual, silence today. */
export const ALERT_KINDS = ['zero', 'no_data', 'drop', 'silent_today'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** A counter that is reported for a day. */
export interface CounterAlert extends Record<string, unknown> {
  enterprise: string;
  code: string;
  city: string | null;
  /** The sentence, word for word as Grafana's alerts and their mails have it. */
  message: string;
  /** The day it is about, `YYYY-MM-DD`. */
  day: string;
  /** The day after, `DD/MM/YYYY`; that day itself for `silent_today`. */
  date: string;
}

/** What a person asks for, as the page's address keeps it. */
export interface AlertSearch {
  kind: AlertKind;
  /** `YYYY-MM-DD`; absent: yesterday, in the time zone of each counter. */
  day?: string;
  /** Exact name; absent: all enterprises. */
  enterprise?: string;
  /** Words looked for in the rows. */
  text: string;
}

/** Reads the search out of the page's address; what is not understood counts as absent. */
export function readAlertSearch(params: URLSearchParams): AlertSearch {
  const day = params.get('day') ?? '';
  return {
    kind: ALERT_KINDS.find((kind) => kind === params.get('kind')) ?? 'zero',
    day: isDay(day) ? day : undefined,
    enterprise: params.get('enterprise') || undefined,
    text: params.get('text') ?? '',
  };
}

/** The page's address for a search, without what goes without saying. */
export function writeAlertSearch({ kind, day, enterprise, text }: AlertSearch): URLSearchParams {
  const given = { kind: kind === 'zero' ? undefined : kind, day, enterprise, text };
  return new URLSearchParams(Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** Whether a kind is about today, whatever day is chosen. */
export function isOfToday(kind: AlertKind): boolean {
  return kind === 'silent_today';
}

/** The counters that are reported. */
export function fetchAlerts(kind: AlertKind, day: string | undefined): Promise<DatasetRows<CounterAlert>> {
  const asked = isOfToday(kind) ? undefined : day;
  return fetchRows<CounterAlert>('counters.zero_alerts', { kind, ...(asked !== undefined && { day: asked }) });
}

/** The day that a kind is about unless another one is chosen: yesterday or today, by the backend's clock and in its time zone. */
export async function fetchUsualDay(kind: AlertKind): Promise<string> {
  const { now = new Date().toISOString(), timezone } = await fetchStatus();
  const today = dayAt(new Date(now), timezone);
  return isOfToday(kind) ? today : addDays(today, -1);
}

/** The rows of an enterprise in which every word of a text stands somewhere, whatever its case and accents. */
export function filterAlerts(rows: CounterAlert[], { enterprise, text }: AlertSearch): CounterAlert[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const searched = fold([row.enterprise, row.code, row.city ?? '', row.message].join('\n'));
    return (
      (enterprise === undefined || row.enterprise === enterprise) && words.every((word) => searched.includes(word))
    );
  });
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}
