import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';

/** What MySQL and PostgreSQL say differently. Columns are given by their (qualified) name. */
export interface CountersDialect {
  readonly kind: 'mysql' | 'pglite';
  /** True when the column is one of the values, byte for byte, on every collation; an index serves. No value: false. */
  exactly(column: string, values: readonly string[]): RawBuilder<SqlBool>;
  /** The same without an index: for rows that another condition already picks out. */
  sameBytes(column: string, values: readonly string[]): RawBuilder<SqlBool>;
  /** The text's bytes: group by this, since a collation groups `BASH` with `bash `. */
  bytes(column: string): RawBuilder<unknown>;
  /** True for a group whose texts are all the same byte for byte. */
  sameSpelling(column: string): RawBuilder<number | boolean>;
  /** The date part of a datetime, `YYYY-MM-DD`. */
  day(column: string): RawBuilder<string>;
  /** The hour of a datetime, 0 … 23. */
  hour(column: string): RawBuilder<number>;
}

/**
 * MySQL's collations compare without case, accents or trailing spaces. The plain comparison lets the primary key serve;
 * the comparison of bytes makes it exact. Both sides are utf8mb4 first, so that a latin1 column has the same bytes.
 */
const mysql: CountersDialect = {
  kind: 'mysql',
  exactly: (column, values) =>
    sql<SqlBool>`(${isAnyOf(sql.ref(column), values)} and ${mysql.sameBytes(column, values)})`,
  sameBytes: (column, values) =>
    isAnyOf(
      mysql.bytes(column),
      values.map((value) => sql`cast(convert(${value} using utf8mb4) as binary)`)
    ),
  bytes: (column) => sql`cast(convert(${sql.ref(column)} using utf8mb4) as binary)`,
  // Whatever the column's character set: converting each row's text first costs a third of the whole query.
  sameSpelling: (column) => oneValue(sql`cast(${sql.ref(column)} as binary)`),
  day: (column) => sql<string>`date_format(${sql.ref(column)}, '%Y-%m-%d')`,
  hour: (column) => sql<number>`hour(${sql.ref(column)})`,
};

/** PostgreSQL compares text byte for byte already. */
const pglite: CountersDialect = {
  kind: 'pglite',
  exactly: (column, values) => isAnyOf(sql.ref(column), values),
  sameBytes: (column, values) => isAnyOf(sql.ref(column), values),
  bytes: (column) => sql`${sql.ref(column)}`,
  sameSpelling: (column) => oneValue(sql.ref(column)),
  day: (column) => sql<string>`to_char(${sql.ref(column)}, 'YYYY-MM-DD')`,
  hour: (column) => sql<number>`extract(hour from ${sql.ref(column)})::int`,
};

export const DIALECTS = { mysql, pglite };

function isAnyOf(expression: RawBuilder<unknown>, values: readonly unknown[]): RawBuilder<SqlBool> {
  return values.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`${expression} in (${sql.join(values)})`;
}

function oneValue(expression: RawBuilder<unknown>): RawBuilder<number | boolean> {
  return sql<number | boolean>`min(${expression}) = max(${expression})`;
}
