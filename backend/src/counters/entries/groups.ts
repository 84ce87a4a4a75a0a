import { type RawBuilder, sql, type SqlBool } from 'kysely';

import type { Counters } from '../counters.ts';

/** By what the server puts rows together; all of it is told of each group. */
export interface Grouping<T extends 'enterprise' | 'code', O extends object> {
  /** Texts that a group has in common, byte for byte. */
  texts: readonly ('enterprise' | T)[];
  /** What else a group has in common. */
  others: { [K in keyof O]: RawBuilder<O[K]> };
}

/** What the server computes of each group. */
export type Aggregates<A extends object> = { [K in keyof A]: RawBuilder<A[K]> };

type Group<T extends string, O, A> = Record<'enterprise' | T, string> & O & A;

/**
 * Reads groups of the rows that a condition of a scope selects. Groups as the collation compares, which the server does along
 * the primary key at half the price of grouping by bytes; only when a group turns out to mix spellings are the bytes asked for.
 * @param having which groups are wanted; a group that mixes spellings must be wanted whenever one of them is.
 */
export async function readGroups<T extends 'enterprise' | 'code', O extends object, A extends object>(
  counters: Counters,
  condition: RawBuilder<unknown>,
  { texts, others }: Grouping<T, O>,
  aggregates: Aggregates<A>,
  having?: RawBuilder<SqlBool>
): Promise<Group<T, O, A>[]> {
  const { counting } = await counters.database.tables();
  const columns = texts.map((text) => ({ ...counting[text], name: sql.ref(text) }));
  const named = Object.entries<RawBuilder<unknown>>({ ...others, ...aggregates }).map(
    ([name, expression]) => sql`${expression} as ${sql.ref(name)}`
  );
  const oneSpelling = columns.map(({ sameSpelling }) => sameSpelling);
  const read = async (groups: RawBuilder<unknown>[], told: RawBuilder<unknown>[]) => {
    const { rows } = await counters.database.read((db) =>
      sql<Group<T, O, A> & { oneSpelling: number | boolean }>`
        select ${sql.join([...told, ...named])}, ${sql.join(oneSpelling, sql` and `)} as ${sql.ref('oneSpelling')}
        from counting where ${condition} group by ${sql.join([...groups, ...Object.values(others)])}
        ${having === undefined ? sql`` : sql`having ${having}`}`.execute(db)
    );
    return rows;
  };
  const rows = await read(
    columns.map(({ stored }) => stored),
    columns.map(({ text, name }) => sql`${text} as ${name}`)
  );
  return rows.every(({ oneSpelling: one }) => one)
    ? rows
    : read(
        columns.map(({ bytes }) => bytes),
        // Of one spelling there is no other to choose from.
        columns.map(({ text, name }) => sql`min(${text}) as ${name}`)
      );
}
