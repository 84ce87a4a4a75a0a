import { type RawBuilder, sql } from 'kysely';

import { type ColumnInformation, kindOfColumn, type ValueKind } from './information.ts';

/** The column `count`, whatever its type is. */
export interface CountColumn {
  /** The number; NULL for none, and for a text that is no number. */
  readonly value: RawBuilder<number | null>;
}

/** A number as a text has it. More digits than a double holds are no count. */
const NUMBER = '^ *[-+]?[0-9]{1,15}([.][0-9]{1,6})? *$';

/** Reads counts out of any number, and out of texts of digits. Undefined for other types. */
export function countColumn(information: ColumnInformation): CountColumn | undefined {
  const stored = sql.ref<number | null>(`${information.table}.${information.column}`);
  const value = VALUES[kindOfColumn(information)]?.(stored);
  return value && { value };
}

type Value = RawBuilder<number | null>;

const VALUES: Partial<Record<ValueKind, (stored: Value) => Value>> = {
  integer: (stored) => stored,
  fraction: (stored) => stored,
  // A FLOAT is shown with six digits only; as a DOUBLE it is shown as it is.
  float: (stored) => sql`(${stored} + 0e0)`,
  bits: (stored) => sql`(${stored} + 0)`,
  characters: numberIn,
  bytes: (stored) => numberIn(sql`convert(${stored} using utf8mb4)`),
  json: (stored) => numberIn(sql`json_unquote(${stored})`),
};

function numberIn(text: RawBuilder<unknown>): Value {
  return sql`(case when ${text} regexp ${sql.lit(NUMBER)} then cast(trim(${text}) as decimal(21, 6)) end)`;
}
