import type { CustomerTable, StoreDatabase } from '../schema.ts';
import { bulkUpsert, type Reading } from './bulk-upsert.ts';
import { readByClockAhead } from './read-order.ts';

const COLUMN_TYPES: Record<keyof CustomerTable, string> = {
  connection: 'text',
  external_id: 'bigint',
  name: 'text',
  read_at: 'timestamptz',
};

/** Stores customers as answers described them; an older answer never overwrites a newer one. */
export async function upsertCustomers(
  db: StoreDatabase,
  connection: string,
  readings: readonly Reading<{ externalId: number; name: string | null }>[]
): Promise<void> {
  const rows = readings.flatMap(({ items, readAt }) =>
    items.map(({ externalId, name }) => ({ connection, external_id: externalId, name, read_at: readAt }))
  );
  await bulkUpsert(db, { table: 'customers', types: COLUMN_TYPES, rows });
}

/** Removes the customers that a complete reading, begun at `readAt`, did not hold. */
export async function removeCustomersNotReadSince(db: StoreDatabase, connection: string, readAt: Date): Promise<void> {
  await db
    .deleteFrom('customers')
    .where('connection', '=', connection)
    .where((where) => where.or([where('read_at', '<', readAt), readByClockAhead()]))
    .execute();
}
