import { type RawBuilder, sql, type SqlBool } from 'kysely';

import { constantText, isAnyConstant, isAnyOf, literalText } from './conditions.ts';
import { type ColumnInformation, kindOfColumn, type ValueKind } from './information.ts';

/** A column that holds a text, whatever its type is. */
export interface TextColumn {
  /** The column itself: what an index orders and a GROUP BY takes along it. */
  readonly stored: RawBuilder<string>;
  /** The text: what is selected. */
  readonly text: RawBuilder<string>;
  /** The text's bytes: group by this, since a collation groups `BASH` with `bash `. */
  readonly bytes: RawBuilder<unknown>;
  /** True for a group whose texts are all the same byte for byte; NULL or any value for a group without rows. */
  readonly sameSpelling: RawBuilder<number | boolean>;
  /**
   * True for rows the server holds equal to one of the values; an index serves. Other spellings may come along. The values stand
   * in the statement itself: MariaDB (seen on 10.11) stops skipping through the key when it runs a prepared statement again.
   */
  among(values: readonly string[]): RawBuilder<SqlBool>;
  /**
   * `among`, for statements that group along the key. A single value is written as a range: MariaDB leaves a column that equals
   * a constant out of the order of the key, then reads every row to list the groups and adds them up in a temporary table.
   */
  spanning(values: readonly string[]): RawBuilder<SqlBool>;
  /** True when the text is one of the values, byte for byte, without an index: for rows that another condition picks out. */
  sameBytes(values: readonly string[]): RawBuilder<SqlBool>;
  /** Both: exact on every collation, and an index serves. No value: false. */
  exactly(values: readonly string[]): RawBuilder<SqlBool>;
}

/** An integer's text, as a person writes it. */
const INTEGER = /^-?\d{1,18}$/;

/**
 * Reads a text out of any type that can hold one: characters of any character set, bytes of UTF-8, or, for a code, an
 * integer. Undefined for a type that cannot.
 *
 * A collation compares without case, accents or trailing spaces. The plain comparison lets the primary key serve; the
 * comparison of bytes makes it exact. Both sides are utf8mb4 first, so that a latin1 column has the same bytes. A value that
 * the column's character set lacks becomes `?` for the index, which the comparison of bytes then refuses: it finds nothing.
 */
export function textColumn(information: ColumnInformation): TextColumn | undefined {
  const stored = sql.ref<string>(`${information.table}.${information.column}`);
  const reading = READINGS[kindOfColumn(information)]?.(stored, information);
  if (reading === undefined) {
    return undefined;
  }
  const { text, constants } = reading;
  const bytes = reading.bytes ?? sql`cast(convert(${text} using utf8mb4) as binary)`;
  const among = (values: readonly string[]): RawBuilder<SqlBool> => isAnyConstant(stored, constants(values));
  const sameBytes = (values: readonly string[]): RawBuilder<SqlBool> =>
    isAnyOf(
      bytes,
      values.map((value) => sql`cast(convert(${value} using utf8mb4) as binary)`)
    );
  return {
    stored,
    text,
    bytes,
    // Checksums of the bytes as they are stored: comparing the texts themselves costs as much as the whole query.
    sameSpelling: sql<number>`bit_or(crc32(${stored})) = bit_and(crc32(${stored}))`,
    among,
    spanning: (values) => {
      const [first, ...others] = constants(values);
      return first !== undefined && others.length === 0
        ? sql<SqlBool>`(${stored} >= ${sql.raw(first)} and ${stored} <= ${sql.raw(first)})`
        : among(values);
    },
    sameBytes,
    exactly: (values) => sql<SqlBool>`(${among(values)} and ${sameBytes(values)})`,
  };
}

interface Reading {
  text: RawBuilder<string>;
  /** Where they are not those of the text. */
  bytes?: RawBuilder<unknown>;
  /** Values as constants that compare with the column itself, as they stand in a statement. */
  constants: (values: readonly string[]) => string[];
}

type Read = (stored: RawBuilder<string>, information: ColumnInformation) => Reading;

const READINGS: Partial<Record<ValueKind, Read>> = {
  characters: (stored, information) => ({
    text: stored,
    constants: (values) => values.map((value) => constantText(value, information)),
  }),
  bytes: (stored) => ({
    text: sql<string>`convert(${stored} using utf8mb4)`,
    bytes: sql`cast(${stored} as binary)`,
    constants: (values) => values.map((value) => `cast(${literalText(value)} as binary)`),
  }),
  // BINARY(n) fills up with zero bytes.
  'padded bytes': (stored, { length }) => ({
    text: sql<string>`convert(trim(trailing x'00' from ${stored}) using utf8mb4)`,
    constants: (values) => values.map((value) => `cast(${literalText(value)} as binary(${length ?? 1}))`),
  }),
  integer: (stored) => ({
    text: sql<string>`cast(${stored} as char)`,
    constants: (values) =>
      values.filter((value) => INTEGER.test(value)).map((value) => `cast(${literalText(value)} as signed)`),
  }),
  address: (stored) => ({
    text: sql<string>`cast(${stored} as char)`,
    constants: (values) => values.map(literalText),
  }),
};
