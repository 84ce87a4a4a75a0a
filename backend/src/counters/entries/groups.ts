import { type RawBuilder, sql, type SqlBool } from 'kysely';

import type { Counters } from '../counters.ts';
import type { SiteKey } from './order.ts';

/** What the server computes of the rows of each site. */
export type Aggregates<A extends object> = { [K in keyof A]: RawBuilder<A[K]> };

/**
 * Reads one group for each site of the rows that a condition of a scope selects. Groups as the collation compares, which the
 * server does along the primary key at half the price of grouping by bytes; only when a group turns out to mix spellings are
 * the bytes asked for.
 * @param having which groups are wanted; a group that mixes spellings must be wanted whenever one of them is.
 */
export async function readSiteGroups<A extends object>(
  counters: Counters,
  condition: RawBuilder<unknown>,
  aggregates: Aggregates<A>,
  having?: RawBuilder<SqlBool>
): Promise<(SiteKey & A)[]> {
  const { enterprise, code } = (await counters.database.tables()).counting;
  const named = Object.entries<RawBuilder<unknown>>(aggregates).map(
    ([name, expression]) => sql`${expression} as ${sql.ref(name)}`
  );
  const read = async (
    by: [RawBuilder<unknown>, RawBuilder<unknown>],
    told: (text: RawBuilder<string>) => RawBuilder<unknown>
  ) => {
    const { rows } = await counters.database.read((db) =>
      sql<SiteKey & A & { oneSpelling: number | boolean }>`
        select ${told(enterprise.text)} as enterprise, ${told(code.text)} as code, ${sql.join(named)},
          ${enterprise.sameSpelling} and ${code.sameSpelling} as ${sql.ref('oneSpelling')}
        from counting where ${condition} group by ${sql.join(by)}
        ${having === undefined ? sql`` : sql`having ${having}`}`.execute(db)
    );
    return rows;
  };
  const rows = await read([enterprise.stored, code.stored], (text) => text);
  return rows.every(({ oneSpelling: one }) => one)
    ? rows
    : // Of one spelling there is no other to choose from.
      read([enterprise.bytes, code.bytes], (text) => sql`min(${text})`);
}
