import { firstWholeDay, type LocalDay, localDays } from '../../domain/clock/local-days.ts';
import { retentionLimit } from '../../domain/history/retention.ts';
import type { DatasetContext } from '../engine/dataset.ts';

type Range = Pick<DatasetContext, 'range' | 'timezone' | 'now' | 'rules'>;

/** The days of a panel's range up to today, in the request's time zone, of which no ticket has been purged. */
export function daysWithTickets({ range, timezone, now, rules }: Range): LocalDay[] {
  const first = firstWholeDay(retentionLimit(rules, now), timezone);
  return localDays(latest(range.from, first), earliest(range.to, now), timezone);
}

/** The days of a panel's range before {@link daysWithTickets}, from a date on (`YYYY-MM-DD`). */
export function daysBeforeTickets({ range, timezone, now, rules }: Range, firstDate: string): LocalDay[] {
  const first = firstWholeDay(retentionLimit(rules, now), timezone);
  const from = latest(range.from, new Date(`${firstDate}T00:00:00Z`));
  return localDays(from, earliest(range.to, new Date(first.getTime() - 1)), timezone).filter(
    ({ date }) => date >= firstDate
  );
}

const latest = (a: Date, b: Date): Date => (a > b ? a : b);
const earliest = (a: Date, b: Date): Date => (a < b ? a : b);
