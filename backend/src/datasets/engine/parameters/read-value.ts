import { DateTime } from 'luxon';

import { MAX_TEXT_LENGTH, type Parameter, type ParameterType } from './parameters.ts';

/**
 * A value in the type of its parameter, where it is written as template variables of dashboards and the command line write it;
 * any other as it is, for the schema to refuse.
 *
 * TypeBox's own `Value.Convert` is too generous for this: it takes true for 1, 1 and `TRUE` for true, null for 0, and cuts 1.5.
 */
export function readValue({ type, maxLength = MAX_TEXT_LENGTH }: Parameter, given: unknown): unknown {
  return typeof given === 'string' && given.length > maxLength ? given : READERS[type](given);
}

const READERS: Readonly<Record<ParameterType, (given: unknown) => unknown>> = {
  string: (given) => (typeof given === 'number' ? String(given) : given),
  integer: readNumber,
  number: readNumber,
  boolean: (given) => (given === 'true' ? true : given === 'false' ? false : given),
  date: (given) => given,
  'date-time': readInstant,
};

function readNumber(given: unknown): unknown {
  const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : Number.NaN;
  return Number.isFinite(number) ? number : given;
}

function readInstant(given: unknown): unknown {
  const number = readNumber(given);
  if (typeof number === 'number') {
    return usableInstant(number) ?? given;
  }
  return typeof given === 'string'
    ? (usableInstant(DateTime.fromISO(given, { zone: 'utc' }).toMillis()) ?? given)
    : given;
}

/** The years of MySQL's dates, and a year less, so that every zone and every day compared stays within them. */
const FIRST_INSTANT = Date.UTC(1000, 0, 1);
const LAST_INSTANT = Date.UTC(9999, 0, 1);

/** An instant that databases and calendars can work with; undefined for others, and for no number. */
export function usableInstant(milliseconds: number): Date | undefined {
  return milliseconds >= FIRST_INSTANT && milliseconds < LAST_INSTANT ? new Date(milliseconds) : undefined;
}

/** Whether a text is a day of the calendar that databases can work with, written YYYY-MM-DD. */
export function isUsableDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && usableInstant(DateTime.fromISO(text, { zone: 'utc' }).toMillis()) !== undefined
  );
}
