import { sql } from 'kysely';

import type { StoreDatabase } from '../schema.ts';
import { readByClockAhead } from './read-order.ts';

/** Tables of objects read from upstreams: all are keyed by connection and upstream id, and know when they were read. */
export interface UpstreamRow {
  connection: string;
  external_id: number;
  /** Start of the request that brought the row, in real time. */
  read_at: Date;
}

/** What one answer held, and when it was asked for. */
export interface Reading<T> {
  items: readonly T[];
  readAt: Date;
}

export interface BulkUpsert<Row extends UpstreamRow> {
  table: 'tickets' | 'alerts' | 'customers';
  /** PostgreSQL type of each column. */
  types: Record<keyof Row & string, string>;
  rows: readonly Row[];
  /** Columns of which nothing is known this time: new rows get NULL, existing ones keep what they have. */
  keep?: readonly (keyof Row & string)[];
}

/**
 * Inserts or updates many rows in one statement: one JSON parameter instead of one parameter a field.
 * A row never overwrites one that was read later, so that answers may arrive in any order.
 */
export async function bulkUpsert<Row extends UpstreamRow>(db: StoreDatabase, request: BulkUpsert<Row>): Promise<void> {
  const { table, types, keep = [] } = request;
  const rows = newestOfEach(request.rows);
  if (rows.length === 0) {
    return;
  }
  const columns = Object.keys(types) as (keyof Row & string)[];
  const refs = sql.join(columns.map((column) => sql.ref(column)));
  const definition = sql.join(columns.map((column) => sql`${sql.ref(column)} ${sql.raw(types[column])}`));
  const assignments = sql.join(
    columns
      .filter((column) => column !== 'connection' && column !== 'external_id' && !keep.includes(column))
      .map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`)
  );
  await sql`
    insert into ${sql.table(table)} (${refs})
    select ${refs} from json_to_recordset(cast(${JSON.stringify(rows)}::text as json)) as given (${definition})
    on conflict (connection, external_id) do update set ${assignments}
    where ${sql.table(table)}.read_at <= excluded.read_at or ${readByClockAhead(table)}
  `.execute(db);
}

/** One statement may touch a row once only; pages of a moving list repeat items. */
function newestOfEach<Row extends UpstreamRow>(rows: readonly Row[]): Row[] {
  const newest = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.connection}\n${row.external_id}`;
    const known = newest.get(key);
    if (known === undefined || known.read_at <= row.read_at) {
      newest.set(key, row);
    }
  }
  return [...newest.values()];
}
