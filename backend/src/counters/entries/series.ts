import { addDays, type Day, weekdayOf } from '../../domain/clock/calendar.ts';
import { compareCodePoints } from './order.ts';

export const STEPS = ['day', 'week', 'month'] as const;
export type Step = (typeof STEPS)[number];

/** A line of a chart: a site, or an enterprise (then without code and city). */
export interface SeriesKey {
  enterprise: string;
  code: string | null;
  city: string | null;
  label: string;
}

export interface SeriesSum extends SeriesKey {
  day: Day;
  entries: number;
  validRows: number;
}

export interface SeriesPoint extends SeriesKey {
  /** First day of the step. */
  start: Day;
  entries: number;
}

/**
 * Adds days up into steps, by start, then enterprise, then code; a step without a valid row is missing.
 * @param limit how many series at most: those with most entries, none of them without any.
 */
export function seriesOf(sums: readonly SeriesSum[], step: Step, limit: number): SeriesPoint[] {
  const bySeries = Map.groupBy(sums, ({ enterprise, code }) => JSON.stringify([enterprise, code]));
  const ranked = [...bySeries.values()]
    .map((days) => ({ days, entries: days.reduce((total, { entries }) => total + entries, 0) }))
    .filter(({ entries }) => entries > 0)
    .sort((left, right) => right.entries - left.entries || compareSeries(left.days[0], right.days[0]));
  return ranked
    .slice(0, limit)
    .flatMap(({ days }) => addUp(days, step))
    .sort((left, right) => compareCodePoints(left.start, right.start) || compareSeries(left, right));
}

/** The first day of the step a day is in; weeks begin on Monday. */
export function stepStart(day: Day, step: Step): Day {
  if (step === 'month') {
    return `${day.slice(0, 8)}01`;
  }
  return step === 'week' ? addDays(day, 1 - weekdayOf(day)) : day;
}

function addUp(days: readonly SeriesSum[], step: Step): SeriesPoint[] {
  const points = new Map<Day, SeriesPoint>();
  for (const { day, validRows, entries, ...key } of days) {
    if (validRows > 0) {
      const start = stepStart(day, step);
      const point = points.get(start);
      points.set(start, { ...key, start, entries: (point?.entries ?? 0) + entries });
    }
  }
  return [...points.values()];
}

function compareSeries(left: SeriesKey | undefined, right: SeriesKey | undefined): number {
  return (
    compareCodePoints(left?.enterprise ?? '', right?.enterprise ?? '') ||
    compareCodePoints(left?.code ?? '', right?.code ?? '')
  );
}
