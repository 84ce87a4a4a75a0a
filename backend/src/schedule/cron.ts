import { DateTime } from 'luxon';
import cron from 'node-cron';

import { addDays, type Day, dayAt, eachDay } from '../domain/clock/calendar.ts';
import { zoneNamed } from '../domain/clock/zone.ts';
import type { LocalizedText } from '../domain/tickets/labels.ts';

/** When something is done: a cron expression of five fields, and the time zone whose wall clock it speaks of. */
export interface Schedule {
  /** `minute hour day-of-month month day-of-week`, e.g. `0 7 1 * *`. */
  expression: string;
  /** IANA name. */
  timezone: string;
}

/** The due times of a schedule. */
export interface Occurrences {
  /** Those strictly after `after` and up to `until`, in order; with `limit`, the first so many. */
  between(after: Date, until: Date, limit?: number): Date[];
  /** The first one strictly after an instant; undefined when there is none in the next nine years. */
  next(after: Date): Date | undefined;
  /** The last one at or before an instant; undefined when there was none in the nine years before. */
  last(before: Date): Date | undefined;
}

/** Two leap days are at most eight years apart, where a century is not a leap year. */
const HORIZON_DAYS = 9 * 366;
const FIELDS = 5;

/** What is wrong with an expression, as the continuation of its name; undefined when nothing is. */
export function expressionProblem(expression: string): LocalizedText | undefined {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== FIELDS) {
    return {
      fr: 'doit avoir cinq champs (minute, heure, jour du mois, mois, jour de la semaine), comme "0 7 1 * *"',
      en: 'must have five fields (minute, hour, day of month, month, day of week), such as "0 7 1 * *"',
    };
  }
  const { errors } = cron.validateDetailed(expression);
  if (errors.length > 0) {
    const reasons = errors.map(({ field, value }) => ({ field, value: value ?? '' }));
    return {
      fr: `n’est pas une expression cron : ${reasons.map(({ field, value }) => `${FIELD_NAMES[field]?.fr ?? field} « ${value} »`).join(', ')}`,
      en: `is not a cron expression: ${reasons.map(({ field, value }) => `${FIELD_NAMES[field]?.en ?? field} "${value}"`).join(', ')}`,
    };
  }
  return occurrencesOf({ expression, timezone: 'UTC' }).next(new Date(0)) === undefined
    ? { fr: 'ne tombe jamais : ce jour n’existe pas', en: 'never comes: there is no such day' }
    : undefined;
}

const FIELD_NAMES: Record<string, LocalizedText> = {
  second: { fr: 'seconde', en: 'second' },
  minute: { fr: 'minute', en: 'minute' },
  hour: { fr: 'heure', en: 'hour' },
  dayOfMonth: { fr: 'jour du mois', en: 'day of month' },
  month: { fr: 'mois', en: 'month' },
  dayOfWeek: { fr: 'jour de la semaine', en: 'day of week' },
};

/**
 * The due times of a right schedule ({@link expressionProblem}).
 *
 * node-cron reads the expression and says which days it means; its own search begins at the machine's present and leaves out times
 * that the clocks skip, so the instants are found here. Each wall-clock time of a day comes once: one that the clocks skip comes
 * when they would have shown it without the change (02:30 at 03:30), one that they show twice comes the first time.
 */
export function occurrencesOf({ expression, timezone }: Schedule): Occurrences {
  const { hour, minute } = cron.parse(expression);
  // On the clock of UTC, which has no changes, an instant stands for the wall-clock time of any zone.
  const pattern = cron.createTask(expression, () => undefined, { timezone: 'UTC' });
  void pattern.destroy();
  const times = hour.flatMap((ofDay) => minute.map((ofHour) => ({ hour: ofDay, minute: ofHour })));

  const isMeant = (day: Day): boolean => {
    const [first = { hour: 0, minute: 0 }] = times;
    return pattern.match(new Date(Date.parse(day) + (first.hour * 60 + first.minute) * 60_000));
  };

  function instantsOf(day: Day): number[] {
    const instants = times.map((time) => instantOf(day, time, timezone));
    // A skipped time may fall on another one of the list, or behind it.
    return [...new Set(instants)].sort((a, b) => a - b);
  }

  function* from(after: Date, days: readonly Day[]): Generator<number> {
    for (const day of days) {
      if (isMeant(day)) {
        yield* instantsOf(day).filter((instant) => instant > after.getTime());
      }
    }
  }

  return {
    between(after, until, limit = Infinity) {
      const found: Date[] = [];
      // A skipped time near midnight belongs to the day before.
      for (const instant of from(after, eachDay(addDays(dayAt(after, timezone), -1), dayAt(until, timezone)))) {
        if (instant > until.getTime() || found.length >= limit) {
          break;
        }
        found.push(new Date(instant));
      }
      return found;
    },
    next(after) {
      const first = addDays(dayAt(after, timezone), -1);
      for (const instant of from(after, eachDay(first, addDays(first, HORIZON_DAYS)))) {
        return new Date(instant);
      }
      return undefined;
    },
    last(before) {
      const today = dayAt(before, timezone);
      for (let back = 0; back <= HORIZON_DAYS; back += 1) {
        const day = addDays(today, -back);
        const found = isMeant(day)
          ? instantsOf(day)
              .filter((instant) => instant <= before.getTime())
              .at(-1)
          : undefined;
        if (found !== undefined) {
          return new Date(found);
        }
      }
      return undefined;
    },
  };
}

function instantOf(day: Day, time: { hour: number; minute: number }, timezone: string): number {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const local = DateTime.fromObject({ year, month, day: date, ...time }, { zone: zoneNamed(timezone) });
  return Math.min(...local.getPossibleOffsets().map((possible) => possible.toMillis()));
}
