import { type RawBuilder, sql, type SqlBool } from 'kysely';

/**
 * Values in one list. MariaDB turns a list of a thousand into a subquery (`in_predicate_conversion_threshold`), which keeps it
 * from skipping through the key: it then reads the whole table.
 */
const LONGEST_LIST = 999;

/** True when the expression equals one of the values; no value: false. */
export function isAnyOf(expression: RawBuilder<unknown>, values: readonly unknown[]): RawBuilder<SqlBool> {
  return inLists(values, (list) => sql<SqlBool>`${expression} in (${sql.join(list)})`);
}

/** The same for constants as they stand in a statement. Its parts cost microseconds each, and there may be thousands. */
export function isAnyConstant(expression: RawBuilder<unknown>, constants: readonly string[]): RawBuilder<SqlBool> {
  return inLists(constants, (list) => sql<SqlBool>`${expression} in (${sql.raw(list.join(','))})`);
}

function inLists<V>(values: readonly V[], isIn: (list: V[]) => RawBuilder<SqlBool>): RawBuilder<SqlBool> {
  const lists = Array.from({ length: Math.ceil(values.length / LONGEST_LIST) }, (_, index) =>
    isIn(values.slice(index * LONGEST_LIST, (index + 1) * LONGEST_LIST))
  );
  return lists.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`(${sql.join(lists, sql` or `)})`;
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
