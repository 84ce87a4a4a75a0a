import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';

import { addDays } from '../calendar.ts';
import type { Day } from '../calendar.ts';
import { asConstant } from './conditions.ts';
import { kindOfColumn } from './information.ts';
import type { ColumnInformation, ValueKind } from './information.ts';

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
  /** 0 … 23; 0 where the type holds no hour. */
  readonly hour: RawBuilder<number>;
  /** True for rows of these days, as ranges on the primary key. Rows whose value is no date, such as 0000-00-00, are in none. */
  within(range: DayRange): RawBuilder<SqlBool>;
  /**
   * True for a value that is no date. Undefined where the type holds nothing else; zero dates are not looked for here.
   */
  readonly unusable?: RawBuilder<SqlBool>;
}

/** The earliest dates that the types can hold. */
const FIRST_DAY: Day = '1000-01-01';
const FIRST_TIMESTAMP_DAY: Day = '1970-01-02';

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
    datetime: (stored, { scale }) => temporal(stored, FIRST_DAY, scale ?? 0),
    timestamp: (stored, { scale }) => temporal(stored, FIRST_TIMESTAMP_DAY, scale ?? 0),
    date: (stored) => ({
      ...temporal(stored, FIRST_DAY, 0),
      text: sql<string>`date_format(${stored}, '%Y-%m-%d 00:00:00')`,
      hour: sql<number>`0`,
      within: (range) => between(stored, range, FIRST_DAY, (day) => sql`${day}`),
    }),
    characters: (stored, information) => text(stored, stored, (value) => asConstant(value, information)),
    bytes: (stored) => text(stored, sql`convert(${stored} using utf8mb4)`, (value) => sql`cast(${value} as binary)`),
    integer,
  };

function temporal(stored: RawBuilder<unknown>, first: Day, precision: number): DayColumn {
  return {
    stored,
    text: precision === 0 ? sql<string>`${stored}` : sql<string>`date_format(${stored}, '%Y-%m-%d %H:%i:%s')`,
    day: sql<Day>`date_format(${stored}, '%Y-%m-%d')`,
    hour: sql<number>`hour(${stored})`,
    within: (range) => between(stored, range, first, (day) => sql`${`${day} 00:00:00`}`),
  };
}

/**
 * What a text must look like. CAST takes far more, wrongly: `22/07/2024` would be the 20th of July 2022.
 */
const ISO = '^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}.*)? *$';
const COMPACT = '^[0-9]{8}([0-9]{6})? *$';
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
    // The two forms do not mix in the order of the key: a hyphen comes before every digit.
    within: (range) =>
      sql<SqlBool>`((${between(stored, range, FIRST_DAY, constant)} or ${between(stored, range, FIRST_DAY, (day) =>
        constant(compact(day))
      )}) and ${moment} is not null)`,
  };
}

function integer(stored: RawBuilder<unknown>): DayColumn {
  const digits = sql`cast(${stored} as char)`;
  const moment = sql`(case when ${digits} regexp ${sql.lit(COMPACT)} then cast(${digits} as datetime) end)`;
  const bounded = (range: DayRange, suffix: string, last: string): RawBuilder<SqlBool> =>
    sql<SqlBool>`(${between(stored, range, FIRST_DAY, (day) => sql`cast(${`${compact(day)}${suffix}`} as signed)`)}
      and ${stored} <= ${sql.lit(Number(last))})`;
  return {
    ...ofMoment(stored, moment),
    within: (range) =>
      sql<SqlBool>`((${bounded(range, '', '99991231')} or ${bounded(
        range,
        '000000',
        '99991231235959'
      )}) and ${moment} is not null)`,
  };
}

function ofMoment(stored: RawBuilder<unknown>, moment: RawBuilder<unknown>): Omit<DayColumn, 'within'> {
  return {
    stored,
    text: sql<string>`date_format(${moment}, '%Y-%m-%d %H:%i:%s')`,
    day: sql<Day>`date_format(${moment}, '%Y-%m-%d')`,
    hour: sql<number>`hour(${moment})`,
    unusable: sql<SqlBool>`${moment} is null`,
  };
}

function between(
  stored: RawBuilder<unknown>,
  { from, to }: DayRange,
  first: Day,
  constant: (day: Day) => RawBuilder<unknown>
): RawBuilder<SqlBool> {
  const start = from === undefined || from < first ? first : from;
  return to === undefined
    ? sql<SqlBool>`(${stored} >= ${constant(start)})`
    : sql<SqlBool>`(${stored} >= ${constant(start)} and ${stored} < ${constant(addDays(to, 1))})`;
}

function compact(day: Day): string {
  return day.replaceAll('-', '');
}
