import { sql } from 'kysely';

import { readInformation } from '../columns/information.ts';
import { type ColumnProblem, type CountersTables, tablesOf } from '../columns/tables.ts';
import { CountersError } from './failures.ts';
import type { CountersHandle } from './schema.ts';

/** Rows of `counting` in which at least one day must be readable. */
const SAMPLE = 50;

/**
 * Finds out how the tables are read, from the types their columns have.
 * @throws {CountersError} `columns` that names every column that is missing or cannot be read; a driver's error otherwise.
 */
export async function readTables(db: CountersHandle): Promise<CountersTables> {
  const information = await readInformation(db);
  // Tables that are missing and tables that may not be read look the same so far: their own errors tell them apart.
  for (const table of ['sites', 'counting'] as const) {
    if (!information.some((column) => column.table === table)) {
      await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    }
  }
  const read = tablesOf(information);
  if ('problems' in read) {
    throw unreadable(read.problems);
  }
  await refuseOtherDates(db, read.tables);
  return read.tables;
}

/** Types such as VARCHAR hold days in any form: where none of the first rows has one that Vigie knows, none will. */
async function refuseOtherDates(db: CountersHandle, { counting, information }: CountersTables): Promise<void> {
  const { unusable } = counting.day;
  if (unusable === undefined) {
    return;
  }
  const { rows } = await sql<{ read: number; unusable: number }>`
    select count(*) as ${sql.ref('read')}, coalesce(sum(bad), 0) as ${sql.ref('unusable')}
    from (select (case when ${unusable} then 1 else 0 end) as bad from counting limit ${sql.lit(SAMPLE)}) as sample`.execute(
    db
  );
  const [sample] = rows;
  if (sample !== undefined && sample.read > 0 && sample.read === sample.unusable) {
    const type = information.find(({ table, column }) => table === 'counting' && column === 'day_date')?.type ?? '';
    throw unreadable([
      {
        table: 'counting',
        column: 'day_date',
        type: `${type}`,
        accepts: 'days written 2024-07-22 or 20240722, with or without a time,',
      },
    ]);
  }
}

function unreadable(problems: readonly ColumnProblem[]): CountersError {
  const list = (missing: string, is: string, needed: string) =>
    problems
      .map(({ table, column, type, accepts }) =>
        type === null
          ? `${table}.${column} ${missing}`
          : `${table}.${column} ${is} ${type.toUpperCase()} (${needed}: ${accepts})`
      )
      .join(' ; ');
  return new CountersError('columns', undefined, {
    fr: list('manque, ou le compte ne peut la voir', 'est de type', 'attendu'),
    en: list('is missing, or the user may not see it', 'is of the type', 'expected').replaceAll(' ; ', '; '),
  });
}
