import type { UpstreamAlert } from '../../domain/tickets/ticket.ts';
import type { AlertTable, StoreDatabase } from '../schema.ts';
import { bulkUpsert, type Reading } from './bulk-upsert.ts';
import { readByClockAhead } from './read-order.ts';

const COLUMN_TYPES: Record<keyof AlertTable, string> = {
  connection: 'text',
  external_id: 'bigint',
  title: 'text',
  message: 'text',
  code: 'text',
  severity: 'text',
  customer_id: 'bigint',
  customer_name: 'text',
  device_name: 'text',
  created_at: 'timestamptz',
  created_ns: 'integer',
  read_at: 'timestamptz',
};

/** Stores open alerts as answers described them; an older answer never overwrites a newer one. */
export async function upsertAlerts(
  db: StoreDatabase,
  connection: string,
  readings: readonly Reading<UpstreamAlert>[]
): Promise<void> {
  const toRow = (alert: UpstreamAlert, readAt: Date): AlertTable => ({
    connection,
    external_id: alert.externalId,
    title: alert.title,
    message: alert.message,
    code: alert.code,
    severity: alert.severity,
    customer_id: alert.customerId,
    customer_name: alert.customerName,
    device_name: alert.deviceName,
    created_at: alert.createdAt,
    created_ns: alert.createdNs,
    read_at: readAt,
  });
  const rows = readings.flatMap(({ items, readAt }) => items.map((alert) => toRow(alert, readAt)));
  await bulkUpsert(db, { table: 'alerts', types: COLUMN_TYPES, rows });
}

export async function alertIds(db: StoreDatabase, connection: string): Promise<Set<number>> {
  const rows = await db.selectFrom('alerts').select('external_id').where('connection', '=', connection).execute();
  return new Set(rows.map((row) => row.external_id));
}

/** Removes alerts that a complete reading, begun at `readAt`, no longer held. */
export async function removeAlerts(
  db: StoreDatabase,
  connection: string,
  ids: readonly number[],
  readAt: Date
): Promise<void> {
  if (ids.length > 0) {
    await db
      .deleteFrom('alerts')
      .where('connection', '=', connection)
      .where('external_id', 'in', ids)
      .where((where) => where.or([where('read_at', '<', readAt), readByClockAhead()]))
      .execute();
  }
}
