import { createHash } from 'node:crypto';

import { sql, type Transaction } from 'kysely';

import {
  type ClassificationRules,
  classifyImpact,
  classifyPriority,
  classifyStatus,
} from '../../domain/tickets/classify.ts';
import { rulesForAccounts } from '../findings/accounts.ts';
import type { StoreDatabase, StoreSchema } from '../schema.ts';
import { reassign } from './reassign.ts';

const SETTING = 'classification';
/** Raised when the meaning of the derived columns changes in the code itself. */
const VERSION = 2;

/**
 * Computes the derived columns of all tickets again when they were computed under other rules, or with other accounts where
 * ids of the rules name none.
 * Replicas may call it at once: the first does the work, the others find it done.
 *
 * @returns whether there was anything to do
 */
export async function reclassify(db: StoreDatabase, written: ClassificationRules): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext(${SETTING}))`.execute(transaction);
    const rules = await rulesForAccounts(transaction, written);
    const fingerprint = fingerprintOf(rules);
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
    await reassign(transaction, rules);
    await transaction
      .insertInto('settings')
      .values({ name: SETTING, value: fingerprint })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: fingerprint }))
      .execute();
    return true;
  });
}

/** What the derived columns depend on: a queue's title, limit or thresholds may change without any work. */
function fingerprintOf({ statuses, impacts, queues, clients }: ClassificationRules): string {
  const decisive = [
    statuses,
    impacts,
    queues.map(({ id, source, default: isDefault, match }) => [id, source, isDefault, match]),
    clients.map(({ name, aliases, ateraCustomerIds, odooPartnerIds }) => [
      name,
      aliases,
      ateraCustomerIds,
      odooPartnerIds,
    ]),
  ];
  return createHash('sha256')
    .update(JSON.stringify([VERSION, ...decisive]))
    .digest('hex');
}

/**
 * Sets a derived column, value by value: there are few, and only rows whose class changes are written.
 * The lists of the rules speak of Atera's values; leads have the classes that their reading gave them.
 */
async function derive(
  transaction: Transaction<StoreSchema>,
  column: 'status' | 'impact' | 'priority',
  classOf: (value: string | null) => string
): Promise<void> {
  const values = await transaction
    .selectFrom('tickets')
    .select(column)
    .distinct()
    .where('source', '=', 'atera')
    .execute();
  for (const row of values as Partial<Record<typeof column, string | null>>[]) {
    const value = row[column] ?? null;
    const name = classOf(value);
    const derived = sql.ref(`${column}_class`);
    await sql`
      update tickets set ${derived} = ${name}
      where source = 'atera' and ${sql.ref(column)} is not distinct from ${value} and ${derived} <> ${name}`.execute(
      transaction
    );
  }
}
