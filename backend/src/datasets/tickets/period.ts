import { DateTime } from 'luxon';

import { isForClients } from '../../domain/access/access.ts';
import {
  firstWholeDay,
  type LocalDay,
  localDays,
  monthAround,
  monthsOf,
  type Span,
  spanOf,
} from '../../domain/clock/local-days.ts';
import { zoneNamed } from '../../domain/clock/zone.ts';
import { retentionLimit } from '../../domain/history/retention.ts';
import { fold } from '../../domain/text/text.ts';
import { OTHERS } from '../../domain/tickets/labels.ts';
import type { PeriodKey } from '../../store/history/service-period.ts';
import type { TicketScope } from '../../store/tickets/scope.ts';
import type { DatasetContext } from '../engine/dataset.ts';
import type { Notice } from '../engine/rows.ts';
import { NOTICE_TEXTS } from '../notices/notice-texts.ts';
import { TITLES } from './common.ts';

/* The period that service figures are about, and what they are counted by. */

/** A longer period would say nothing more, and might be read for minutes. */
const MOST_YEARS = 10;

/** Which period, in calendar months of the request's time zone. */
export const PERIOD_PARAMETER = {
  type: 'string',
  title: { fr: 'Période', en: 'Period' },
  description: {
    fr: 'Le mois en cours ou le mois dernier, quelle que soit la période de la page.',
    en: 'This month or last month, whatever the range of the page.',
  },
  default: 'range',
  choices: [
    { value: 'range', title: { fr: 'Celle de la page', en: 'That of the page' } },
    { value: 'this_month', title: { fr: 'Mois en cours', en: 'This month' } },
    { value: 'last_month', title: { fr: 'Mois dernier', en: 'Last month' } },
  ],
} as const;

export const BY_CHOICES = {
  day: { value: 'day', title: TITLES.day },
  month: { value: 'month', title: { fr: 'Mois', en: 'Month' } },
  client: { value: 'client', title: TITLES.client },
} as const;

export type By = keyof typeof BY_CHOICES;

/** The days of a period, and what to say about those of it that are left out. */
export interface Period {
  /** Consecutive; the first and the last as whole days, none after today, none whose tickets have been purged. */
  days: LocalDay[];
  notices: Notice[];
}

export function periodOf(asked: DatasetContext, period: 'range' | 'this_month' | 'last_month'): Period {
  const { now, timezone, rules } = asked;
  const range =
    period === 'range' ? asked.range : inclusive(monthAround(now, timezone, period === 'this_month' ? 0 : 1));
  const today = DateTime.fromJSDate(now, { zone: zoneNamed(timezone) }).startOf('day');
  const longest = today.minus({ years: MOST_YEARS }).startOf('day').toJSDate();
  const kept = firstWholeDay(retentionLimit(rules, now), timezone);
  const from = new Date(Math.max(range.from.getTime(), longest.getTime(), kept.getTime()));
  const notices: Notice[] = [];
  if (from > range.from) {
    const date = DateTime.fromJSDate(from, { zone: zoneNamed(timezone) }).toFormat('yyyy-MM-dd');
    const text =
      kept > longest
        ? NOTICE_TEXTS.ticketsFrom(date, rules.retention.doneDays)
        : NOTICE_TEXTS.longestPeriod(date, MOST_YEARS);
    notices.push({ severity: 'info', text });
  }
  return { days: localDays(from, range.to < now ? range.to : now, timezone), notices };
}

const inclusive = ({ start, end }: Span): DatasetContext['range'] => ({ from: start, to: new Date(end.getTime() - 1) });

/** The spans that figures of some days are counted by; clients are counted over all days together. */
export function spansOf(days: readonly LocalDay[], by: By): Span[] {
  const all = spanOf(days);
  return all === undefined ? [] : by === 'day' ? [...days] : by === 'month' ? monthsOf(days) : [all];
}

/** One row of figures by period. */
export interface PeriodRow {
  /** Start of the day or month; null for a client over all of the period. */
  day: Date | null;
  client: string | null;
  /** What the row's figures are found by among those that were counted. */
  key: string;
}

/**
 * The rows of figures by day, month or client: one for each day or month; or the clients of the rules that are asked for, in their
 * order, then other names that were found, then "Autres".
 */
export function periodRows(
  { rules: { clients }, access }: Pick<DatasetContext, 'rules' | 'access'>,
  scope: TicketScope,
  spans: readonly Span[],
  by: By,
  found: readonly PeriodKey[]
): PeriodRow[] {
  if (by !== 'client') {
    return spans.map(({ start }, index) => ({
      day: start,
      client: null,
      key: keyOf({ position: index + 1, label: null }),
    }));
  }
  if (spans.length === 0) {
    return [];
  }
  const asked = scope.clients;
  const known = clients.map(({ name }) => name).filter((name) => asked === undefined || asked.clients.includes(name));
  const others = [...new Set(found.map(({ label }) => label))]
    .filter((label) => label !== null && !known.includes(label))
    .toSorted((a, b) => (fold(a ?? '') < fold(b ?? '') ? -1 : 1));
  const rest = !isForClients(access) && (asked === undefined || asked.others) ? [null] : [];
  return [...known, ...others, ...rest].map((label) => ({
    day: null,
    client: label ?? OTHERS.fr,
    key: keyOf({ position: 1, label }),
  }));
}

/** Finds counted figures by the key of a row. */
export function byKey<F extends PeriodKey>(found: readonly F[]): Map<string, F> {
  return new Map(found.map((figures) => [keyOf(figures), figures]));
}

const keyOf = ({ position, label }: PeriodKey): string => JSON.stringify([position, label]);
