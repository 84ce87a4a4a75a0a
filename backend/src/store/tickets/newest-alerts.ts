import type { Access } from '../../domain/access/access.ts';
import type { StoreDatabase } from '../schema.ts';
import { visibleAlerts } from '../visible.ts';

/** The newest open alerts: creation instant to the nanosecond, then numeric id, both descending, then connection; without a date last. */
export function newestAlerts(db: StoreDatabase, access: Access, limit: number) {
  return visibleAlerts(db, access)
    .select([
      'connection',
      'external_id',
      'title',
      'message',
      'code',
      'customer_id',
      'customer_name',
      'device_name',
      'created_at',
    ])
    .orderBy('alerts.created_at', (order) => order.desc().nullsLast())
    .orderBy('alerts.created_ns', 'desc')
    .orderBy('alerts.external_id', 'desc')
    .orderBy('alerts.connection', 'asc')
    .limit(limit)
    .execute();
}
