import { bulkUpsert } from './bulk-upsert.ts';
import type { CustomerTable, StoreDatabase } from './schema.ts';

const COLUMN_TYPES: Record<keyof CustomerTable, string> = {
  connection: 'text',
  external_id: 'bigint',
  name: 'text',
  read_at: 'timestamptz',
};

/** Stores customers as one answer, asked at `readAt`, described them. */
export async function upsertCustomers(
  db: StoreDatabase,
  connection: string,
  customers: readonly { externalId: number; name: string | null }[],
  readAt: Date
): Promise<void> {
  const rows = customers.map(({ externalId, name }) => ({
    connection,
    external_id: externalId,
    name,
    read_at: readAt,
  }));
  await bulkUpsert(db, { table: 'customers', types: COLUMN_TYPES, rows });
}

/** Removes the customers that a complete reading, begun at `readAt`, did not hold. */
export async function removeCustomersNotReadSince(db: StoreDatabase, connection: string, readAt: Date): Promise<void> {
  await db.deleteFrom('customers').where('connection', '=', connection).where('read_at', '<', readAt).execute();
}
