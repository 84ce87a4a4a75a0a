import { type RawBuilder, sql, type SqlBool } from 'kysely';

import { type ColumnInformation, kindOfColumn, type ValueKind } from './information.ts';

/** The column `count`, whatever its type is. */
export interface CountColumn {
  /** The number; NULL for none, and for a text that is no number. */
  readonly value: RawBuilder<number | null>;
  /** True for a value that is no number. Undefined for the types of numbers, which have no such values. */
  readonly unusable?: RawBuilder<SqlBool>;
}

/**
 * A number as a text has it: the last column of a file with Windows' line ends keeps a carriage return. More digits than a
 * double holds are no count.
 */
const NUMBER = '^[[:space:]]*[-+]?[0-9]{1,15}([.][0-9]{1,6})?[[:space:]]*$';

/** Reads counts out of any number, and out of texts of digits. Undefined for other types. */
export function countColumn(information: ColumnInformation): CountColumn | undefined {
  const stored = sql.ref<number | null>(`${information.table}.${information.column}`);
  return READINGS[kindOfColumn(information)]?.(stored);
}

type Value = RawBuilder<number | null>;

const READINGS: Partial<Record<ValueKind, (stored: Value) => CountColumn>> = {
  integer: (value) => ({ value }),
  fraction: (value) => ({ value }),
  // A FLOAT is shown with six digits only; as a DOUBLE it is shown as it is.
  float: (stored) => ({ value: sql`(${stored} + 0e0)` }),
  bits: (stored) => ({ value: sql`(${stored} + 0)` }),
  characters: numberIn,
  bytes: (stored) => numberIn(sql`convert(${stored} using utf8mb4)`),
  json: (stored) => numberIn(sql`json_unquote(${stored})`),
};

/** TRIM makes a text of an ENUM, of which CAST would take the position; CAST itself passes over spaces of other kinds. */
function numberIn(text: RawBuilder<unknown>): CountColumn {
  return {
    value: sql`(case when ${text} regexp ${sql.lit(NUMBER)} then cast(trim(${text}) as decimal(21, 6)) end)`,
    unusable: sql<SqlBool>`(${text} is not null and not ${text} regexp ${sql.lit(NUMBER)})`,
  };
}
