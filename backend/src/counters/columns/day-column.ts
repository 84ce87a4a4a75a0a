import { type RawBuilder, sql, type SqlBool } from 'kysely';

import { addDays, type Day, EARLIEST_DAY } from '../../domain/clock/calendar.ts';
import { constantText, literalText } from './conditions.ts';
import { type ColumnInformation, kindOfColumn, type ValueKind } from './information.ts';

/** Calendar days, both included; a bound that is absent leaves that side open. */
export interface DayRange {
  from?: Day;
  to?: Day;
}

/** The column `day_date`, whatever its type is. */
export interface DayColumn {
  /** The column itself: what the primary key orders. */
  readonly stored: RawBuilder<unknown>;
  /** `YYYY-MM-DD HH:MM:SS` as written; NULL where the value is no date. */
  readonly text: RawBuilder<string>;
  /** The date part, `YYYY-MM-DD`. */
  readonly day: RawBuilder<Day>;
  /** Days from 1970-01-01 to the date part. */
  readonly number: RawBuilder<number>;
  /** 0 … 23; 0 where the type holds no hour. */
  readonly hour: RawBuilder<number>;
  /**
   * True for rows of these days, as ranges on the primary key. Rows without a usable day are in none: values that are no
   * date, dates that do not exist (2024-02-30, 2024-05-00), and those before `EARLIEST_DAY`.
   */
  within(range: DayRange): RawBuilder<SqlBool>;
  /** True for a value that is no date. Undefined for the types of dates, where such values are exceptions. */
  readonly unusable?: RawBuilder<SqlBool>;
}

/**
 * Reads days out of any type that can hold them: DATE, DATETIME and TIMESTAMP of any precision (the latter in the time zone
 * of the session, which is the server's), text such as `2024-07-22`, `2024-07-22 10:00`, `20240722`, `20240722100000`, and
 * integers such as 20240722 and 20240722100000. Undefined for other types.
 */
export function dayColumn(information: ColumnInformation): DayColumn | undefined {
  const stored = sql.ref(`${information.table}.${information.column}`);
  return READINGS[kindOfColumn(information)]?.(stored, information);
}

const READINGS: Partial<Record<ValueKind, (stored: RawBuilder<unknown>, information: ColumnInformation) => DayColumn>> =
  {
    datetime: (stored, { scale }) => ({
      ...temporal(stored, scale ?? 0),
      within: (range) => existing(stored, range, lastMoment(scale ?? 0)),
    }),
    // Holds no date that does not exist, but for its zero.
    timestamp: (stored, { scale }) => ({
      ...temporal(stored, scale ?? 0),
      within: (range) => between(stored, range, midnight),
    }),
    date: (stored) => ({
      ...temporal(stored, 0),
      text: sql<string>`date_format(${stored}, '%Y-%m-%d 00:00:00')`,
      hour: sql<number>`0`,
      within: (range) => existing(stored, range, ''),
    }),
    characters: (stored, information) => text(stored, stored, (value) => sql.raw(constantText(value, information))),
    bytes: (stored) =>
      text(stored, sql`convert(${stored} using utf8mb4)`, (value) => sql.raw(`cast(${literalText(value)} as binary)`)),
    integer,
  };

function temporal(stored: RawBuilder<unknown>, precision: number): Omit<DayColumn, 'within'> {
  return {
    stored,
    text: precision === 0 ? sql<string>`${stored}` : sql<string>`date_format(${stored}, '%Y-%m-%d %H:%i:%s')`,
    day: sql<Day>`date_format(${stored}, '%Y-%m-%d')`,
    number: dayNumber(stored),
    hour: sql<number>`hour(${stored})`,
  };
}

/** `to_days` of 1970-01-01. */
const UNIX_DAY = 719_528;

function dayNumber(moment: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(to_days(${moment}) - ${sql.lit(UNIX_DAY)})`;
}

/** The last moment of a day that a type of so many fractional digits holds: with more of them a server may round up. */
function lastMoment(precision: number): string {
  return ` 23:59:59${precision === 0 ? '' : `.${'9'.repeat(precision)}`}`;
}

/**
 * DATE and DATETIME hold dates that do not exist, where an application allowed itself to write them (`ALLOW_INVALID_DATES`,
 * no `NO_ZERO_IN_DATE`): 2024-02-30, 2024-05-00. None of them lies between the first and the last moment of one month, so
 * that such a range, which the top 10 asks for, needs no look at each row.
 */
function existing(stored: RawBuilder<unknown>, { from, to }: DayRange, lastMomentOfDay: string): RawBuilder<SqlBool> {
  const start = from === undefined || from < EARLIEST_DAY ? EARLIEST_DAY : from;
  const range =
    to === undefined
      ? sql<SqlBool>`${stored} >= ${sql.lit(start)}`
      : sql<SqlBool>`${stored} >= ${sql.lit(start)} and ${stored} <= ${sql.lit(`${to}${lastMomentOfDay}`)}`;
  // Of all the ways to ask the cheapest: a sum over a year takes a tenth longer than without it (`+ interval 0 day = `: a
  // fifth). LAST_DAY is NULL for a month of 0.
  return to?.slice(0, 7) === start.slice(0, 7)
    ? sql<SqlBool>`(${range})`
    : sql<SqlBool>`(${range} and dayofmonth(${stored}) between 1 and dayofmonth(last_day(${stored})))`;
}

/**
 * What a text must look like. CAST takes far more, wrongly: `22/07/2024` would be the 20th of July 2022, and a month or a
 * day of 0 passes. Of what passes here it takes the dates that exist.
 */
const ISO = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([ T][0-9]{2}:[0-9]{2}.*)? *$';
const COMPACT = '^[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])([0-9]{6})? *$';
/** Characters of the longest form up to its minutes: seconds mean nothing here, and what follows could be an offset. */
const TO_THE_MINUTE = 16;

function text(
  stored: RawBuilder<unknown>,
  characters: RawBuilder<unknown>,
  constant: (value: string) => RawBuilder<unknown>
): DayColumn {
  const moment = sql`(case when ${characters} regexp ${sql.lit(`(${ISO})|(${COMPACT})`)}
    then cast(left(${characters}, ${sql.lit(TO_THE_MINUTE)}) as datetime) end)`;
  return {
    ...ofMoment(stored, moment),
    // A hyphen comes before every digit: the range of one form holds, of the other, whole years. The moment decides.
    within: (range) =>
      sql<SqlBool>`((${between(stored, range, constant)} or ${between(stored, range, (day) =>
        constant(compact(day))
      )}) and ${isWithin(moment, range)})`,
  };
}

function integer(stored: RawBuilder<unknown>): DayColumn {
  const digits = sql`cast(${stored} as char)`;
  const moment = sql`(case when ${digits} regexp ${sql.lit(COMPACT)} then cast(${digits} as datetime) end)`;
  const bounded = (range: DayRange, suffix: string, last: string): RawBuilder<SqlBool> =>
    sql<SqlBool>`(${between(stored, range, (day) => sql`cast(${sql.lit(`${compact(day)}${suffix}`)} as signed)`)}
      and ${stored} <= ${sql.lit(Number(last))})`;
  return {
    ...ofMoment(stored, moment),
    within: (range) =>
      sql<SqlBool>`((${bounded(range, '', '99991231')} or ${bounded(
        range,
        '000000',
        '99991231235959'
      )}) and ${isWithin(moment, range)})`,
  };
}

/** Looks for NULL by itself: MariaDB compares the 30th of February, which is NULL otherwise. */
function isWithin(moment: RawBuilder<unknown>, range: DayRange): RawBuilder<SqlBool> {
  return sql<SqlBool>`${moment} is not null and ${between(moment, range, midnight)}`;
}

function ofMoment(stored: RawBuilder<unknown>, moment: RawBuilder<unknown>): Omit<DayColumn, 'within'> {
  return {
    stored,
    text: sql<string>`date_format(${moment}, '%Y-%m-%d %H:%i:%s')`,
    day: sql<Day>`date_format(${moment}, '%Y-%m-%d')`,
    number: dayNumber(moment),
    hour: sql<number>`hour(${moment})`,
    unusable: sql<SqlBool>`${moment} is null`,
  };
}

function between(
  stored: RawBuilder<unknown>,
  { from, to }: DayRange,
  constant: (day: Day) => RawBuilder<unknown>
): RawBuilder<SqlBool> {
  const start = from === undefined || from < EARLIEST_DAY ? EARLIEST_DAY : from;
  return to === undefined
    ? sql<SqlBool>`(${stored} >= ${constant(start)})`
    : sql<SqlBool>`(${stored} >= ${constant(start)} and ${stored} < ${constant(addDays(to, 1))})`;
}

function midnight(day: Day): RawBuilder<unknown> {
  return sql.lit(`${day} 00:00:00`);
}

function compact(day: Day): string {
  return day.replaceAll('-', '');
}
