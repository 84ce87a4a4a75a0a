import { addDays, type Day, weekdayOf } from '../../domain/clock/calendar.ts';

export const STEPS = ['day', 'week', 'month'] as const;
export type Step = (typeof STEPS)[number];

/** A line of a chart: a site, or an enterprise (then without code and city). */
export interface SeriesKey {
  enterprise: string;
  code: string | null;
  city: string | null;
  label: string;
}

/** The first day of the step a day is in; weeks begin on Monday. */
export function stepStart(day: Day, step: Step): Day {
  if (step === 'month') {
    return `${day.slice(0, 8)}01`;
  }
  return step === 'week' ? addDays(day, 1 - weekdayOf(day)) : day;
}
