import { sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { AGEING_BUCKETS } from '../../domain/history/ageing.ts';
import type { StoreDatabase } from '../schema.ts';
import { activeTickets } from '../visible.ts';
import { narrowTickets, type TicketScope } from './scope.ts';

/** Numbers of open tickets in each of {@link AGEING_BUCKETS}, those of Odoo included. */
export async function countByAge(
  db: StoreDatabase,
  access: Access,
  scope: TicketScope,
  now: Date
): Promise<readonly number[]> {
  // A bucket holds what was created at or after its own threshold, and before that of the younger one.
  const thresholds = AGEING_BUCKETS.flatMap(({ upToMs }) =>
    Number.isFinite(upToMs) ? [new Date(now.getTime() - upToMs)] : []
  ).toReversed();
  const position = sql<number>`width_bucket(tickets.created_at, ${thresholds}::timestamptz[])`;
  const rows = await (
    await narrowTickets(activeTickets(db, access), scope)
  )
    .where('tickets.status_class', '=', 'open')
    .where('tickets.created_at', 'is not', null)
    .groupBy(sql.ref('position'))
    .select([position.as('position'), sql<number>`count(*)`.as('count')])
    .execute();
  const counts = new Map(rows.map((row) => [row.position, row.count]));
  // The oldest come first in the thresholds, the youngest first among the buckets.
  return AGEING_BUCKETS.map((_bucket, index) => counts.get(thresholds.length - index) ?? 0);
}
