import type { SelectQueryBuilder, Simplify } from 'kysely';

/** The first rows of a question, and how many there are of them all. */
export interface FirstRows<Row> {
  rows: Row[];
  all: number;
}

/** Reads at most `limit` rows of a query that has none yet. They are counted where there may be more. */
export async function firstRows<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  limit: number
): Promise<FirstRows<Simplify<Row>>> {
  const rows = await query.limit(limit).execute();
  if (rows.length < limit) {
    return { rows, all: rows.length };
  }
  const { all } = await query
    .clearSelect()
    .clearOrderBy()
    .select(({ fn }) => fn.countAll().as('all'))
    .$castTo<{ all: string }>()
    .executeTakeFirstOrThrow();
  return { rows, all: Number(all) };
}
