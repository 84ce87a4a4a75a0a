import { sql } from 'kysely';

import type { CountersHandle } from '../connection/schema.ts';

export const TABLES = ['sites', 'counting'] as const;
export type TableName = (typeof TABLES)[number];

/** A column as `information_schema.columns` describes it. */
export interface ColumnInformation {
  table: TableName;
  /** Lower case: MySQL compares the names of columns without case. */
  column: string;
  /** `DATA_TYPE`, e.g. `varchar`. */
  type: string;
  /** `COLUMN_TYPE`, e.g. `enum('Y','N')` or `int(3) unsigned zerofill`. */
  definition: string;
  /** Null for a type without text. */
  charset: string | null;
  collation: string | null;
  /** In characters, or in bytes for a binary type. */
  length: number | null;
  /** Decimals of a number, fractional digits of a time. */
  scale: number | null;
}

/**
 * What kind of values a type has, as far as reading them differs. `unfit`: SET, geometry and the like.
 * BOOL is `tinyint(1)`. MariaDB's JSON is a LONGTEXT.
 */
export type ValueKind =
  | 'characters'
  | 'bytes'
  | 'padded bytes'
  | 'integer'
  | 'fraction'
  | 'float'
  | 'bits'
  | 'date'
  | 'datetime'
  | 'timestamp'
  | 'time'
  | 'address'
  | 'json'
  | 'unfit';

const KINDS: Record<string, ValueKind> = {
  ...kindOf('characters', ['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'enum']),
  ...kindOf('bytes', ['varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob']),
  ...kindOf('integer', ['tinyint', 'smallint', 'mediumint', 'int', 'integer', 'bigint']),
  ...kindOf('float', ['float', 'double', 'real']),
  // MariaDB's own types of addresses.
  ...kindOf('address', ['inet4', 'inet6']),
  binary: 'padded bytes',
  bit: 'bits',
  date: 'date',
  datetime: 'datetime',
  timestamp: 'timestamp',
  time: 'time',
  json: 'json',
};

/** The kind of a column's values. A decimal without decimals is an integer. */
export function kindOfColumn({ type, scale }: Pick<ColumnInformation, 'type' | 'scale'>): ValueKind {
  if (type === 'decimal' || type === 'numeric') {
    return (scale ?? 0) === 0 ? 'integer' : 'fraction';
  }
  return KINDS[type] ?? 'unfit';
}

/** The columns of both tables, or views, that the account may see; none when they do not exist. MySQL and MariaDB. */
export async function readInformation(db: CountersHandle): Promise<ColumnInformation[]> {
  // MySQL 8 answers with names in capitals unless an alias says otherwise.
  const { rows } = await sql<ColumnInformation>`
    select table_name as ${sql.ref('table')}, lower(column_name) as ${sql.ref('column')}, lower(data_type) as ${sql.ref('type')},
      column_type as ${sql.ref('definition')}, character_set_name as ${sql.ref('charset')},
      collation_name as ${sql.ref('collation')}, character_maximum_length as ${sql.ref('length')},
      coalesce(numeric_scale, datetime_precision) as ${sql.ref('scale')}
    from information_schema.columns where table_schema = database() and table_name in (${sql.join(TABLES)})`.execute(
    db
  );
  return rows.filter(({ table }) => TABLES.includes(table));
}

function kindOf(kind: ValueKind, types: readonly string[]): Record<string, ValueKind> {
  return Object.fromEntries(types.map((type) => [type, kind]));
}
