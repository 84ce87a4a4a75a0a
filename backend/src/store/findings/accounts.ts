import { sql } from 'kysely';

import type { Rules } from '../../domain/rules/rules.ts';
import { hasUnqualifiedIds, withoutUnqualifiedIds } from '../../domain/tickets/unqualified-ids.ts';
import type { StoreDatabase } from '../schema.ts';

/**
 * The rules as they count with the accounts that are read: without the ids that could belong to several of them. The store
 * knows the accounts, so that all replicas agree; it is asked only when the rules hold such ids.
 */
export async function rulesForAccounts<R extends Pick<Rules, 'clients' | 'queues'>>(
  db: StoreDatabase,
  rules: R
): Promise<R> {
  if (!hasUnqualifiedIds(rules)) {
    return rules;
  }
  const several = await db
    .selectFrom('source_states')
    .select('kind')
    .groupBy('kind')
    .having(sql<boolean>`count(distinct connection) > 1`)
    .execute();
  return withoutUnqualifiedIds(
    rules,
    several.map(({ kind }) => kind)
  );
}
