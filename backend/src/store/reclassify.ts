import { createHash } from 'node:crypto';

import { sql } from 'kysely';
import type { Transaction } from 'kysely';

import type { Rules } from '../config/rules.ts';
import { classifyImpact, classifyPriority, classifyStatus } from '../domain/classify.ts';
import type { StoreDatabase, StoreSchema } from './schema.ts';

const SETTING = 'classification';
/** Raised when the meaning of the derived columns changes in the code itself. */
const VERSION = 1;

/**
 * Computes the derived columns of all tickets anew when they were computed under other rules.
 * Replicas may call it at once: the first does the work, the others find it done.
 *
 * @returns whether there was anything to do
 */
export async function reclassify(db: StoreDatabase, rules: Pick<Rules, 'statuses' | 'impacts'>): Promise<boolean> {
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([VERSION, rules.statuses, rules.impacts]))
    .digest('hex');
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext(${SETTING}))`.execute(transaction);
    const known = await transaction
      .selectFrom('settings')
      .select('value')
      .where('name', '=', SETTING)
      .executeTakeFirst();
    if (known?.value === fingerprint) {
      return false;
    }
    await derive(transaction, 'status', (value) => classifyStatus(rules, value).class);
    await derive(transaction, 'impact', (value) => classifyImpact(rules, value).class);
    await derive(transaction, 'priority', (value) => classifyPriority(value).class);
    await transaction
      .insertInto('settings')
      .values({ name: SETTING, value: fingerprint })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: fingerprint }))
      .execute();
    return true;
  });
}

/** Sets a derived column, value by value: there are few, and only rows whose class changes are written. */
async function derive(
  transaction: Transaction<StoreSchema>,
  column: 'status' | 'impact' | 'priority',
  classOf: (value: string | null) => string
): Promise<void> {
  const values = await transaction.selectFrom('tickets').select(column).distinct().execute();
  for (const row of values as Partial<Record<typeof column, string | null>>[]) {
    const value = row[column] ?? null;
    const name = classOf(value);
    const derived = sql.ref(`${column}_class`);
    await sql`
      update tickets set ${derived} = ${name}
      where ${sql.ref(column)} is not distinct from ${value} and ${derived} <> ${name}`.execute(transaction);
  }
}
