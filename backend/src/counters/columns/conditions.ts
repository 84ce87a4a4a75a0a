import { type RawBuilder, sql, type SqlBool } from 'kysely';

/** True when the expression equals one of the values; no value: false. */
export function isAnyOf(expression: RawBuilder<unknown>, values: readonly unknown[]): RawBuilder<SqlBool> {
  return values.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`${expression} in (${sql.join(values)})`;
}

/** True for a group in which the expression has one value. */
export function oneValue(expression: RawBuilder<unknown>): RawBuilder<number | boolean> {
  return sql<number | boolean>`min(${expression}) = max(${expression})`;
}

/** A text as a constant of a column's character set and collation, so that the column's index serves. */
export function asConstant(
  value: string,
  { charset, collation }: { charset: string | null; collation: string | null }
): RawBuilder<string> {
  // Text of the connection (utf8mb4) compares with such a column as it is.
  return charset === null || collation === null || charset === 'utf8mb4'
    ? sql<string>`${value}`
    : sql<string>`(convert(${value} using ${sql.id(charset)}) collate ${sql.id(collation)})`;
}
