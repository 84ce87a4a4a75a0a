import { sql } from 'kysely';

import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { readInformation } from '../columns/information.ts';
import { type ColumnProblem, type CountersTables, tablesOf } from '../columns/tables.ts';
import { CountersError } from './failures/failures.ts';
import type { CountersHandle } from './schema.ts';

/** Rows of `counting` in which at least one value of each column must be readable. */
const SAMPLE = 50;

/** What the texts of a column are expected to be. */
const FORMS = {
  day: {
    column: 'day_date',
    accepts: {
      fr: 'des jours écrits 2024-07-22 ou 20240722, avec ou sans heure',
      en: 'days written 2024-07-22 or 20240722, with or without a time',
    },
  },
  count: {
    column: 'count',
    accepts: { fr: 'des nombres écrits 1234 ou 1234.5', en: 'numbers written 1234 or 1234.5' },
  },
} as const;

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
  await refuseOtherForms(db, read.tables, 'day');
  await refuseOtherForms(db, read.tables, 'count');
  return read.tables;
}

/** Types such as VARCHAR hold values in any form: where none of the first rows has one that Vigie knows, none will. */
async function refuseOtherForms(
  db: CountersHandle,
  { counting, information }: CountersTables,
  what: keyof typeof FORMS
): Promise<void> {
  const { unusable } = counting[what];
  if (unusable === undefined) {
    return;
  }
  const { column, accepts } = FORMS[what];
  const { rows } = await sql<{ read: number; unusable: number }>`
    select count(*) as ${sql.ref('read')}, coalesce(sum(bad), 0) as ${sql.ref('unusable')}
    from (select (case when ${unusable} then 1 else 0 end) as bad from counting
      where ${sql.ref(`counting.${column}`)} is not null limit ${sql.lit(SAMPLE)}) as sample`.execute(db);
  const [sample] = rows;
  if (sample !== undefined && sample.read > 0 && sample.read === sample.unusable) {
    const type = information.find((one) => one.table === 'counting' && one.column === column)?.type ?? '';
    throw unreadable([{ table: 'counting', column, type, accepts }]);
  }
}

function unreadable(problems: readonly ColumnProblem[]): CountersError {
  const texts = problems.map(problemText);
  return new CountersError('columns', undefined, {
    fr: texts.map(({ fr }) => fr).join(' ; '),
    en: texts.map(({ en }) => en).join('; '),
  });
}

function problemText({ table, column, type, accepts }: ColumnProblem): LocalizedText {
  const name = `${table}.${column}`;
  return type === null
    ? { fr: `${name} manque, ou le compte ne peut la voir`, en: `${name} is missing, or the user may not see it` }
    : {
        fr: `${name} est de type ${type.toUpperCase()} (attendu : ${accepts.fr})`,
        en: `${name} is of the type ${type.toUpperCase()} (expected: ${accepts.en})`,
      };
}
