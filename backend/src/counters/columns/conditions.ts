import { type RawBuilder, sql, type SqlBool } from 'kysely';

/** True when the expression equals one of the values; no value: false. */
export function isAnyOf(expression: RawBuilder<unknown>, values: readonly unknown[]): RawBuilder<SqlBool> {
  return values.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`${expression} in (${sql.join(values)})`;
}

/** True for a group in which the expression has one value. */
export function oneValue(expression: RawBuilder<unknown>): RawBuilder<number | boolean> {
  return sql<number | boolean>`min(${expression}) = max(${expression})`;
}

/**
 * A value that is a part of the statement, as hexadecimal digits: no value can end it, whatever the server's modes. Thousands
 * of parameters cost the server a description of each, and this process its reading.
 */
export function literalText(value: string): string {
  return `_utf8mb4 x'${Buffer.from(value, 'utf8').toString('hex')}'`;
}

/** A text as a constant of a column's character set and collation, so that the column's index serves: the text of a statement. */
export function constantText(
  value: string,
  { charset, collation }: { charset: string | null; collation: string | null }
): string {
  const literal = literalText(value);
  // Text of the connection (utf8mb4) compares with such a column as it is.
  return charset === null || collation === null || charset === 'utf8mb4'
    ? literal
    : `(convert(${literal} using \`${charset}\`) collate \`${collation}\`)`;
}
