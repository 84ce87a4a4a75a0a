import { sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { clientLabel } from '../../domain/clients/clients.ts';
import type { DueKind } from '../../domain/tickets/due/due.ts';
import type { StoreDatabase } from '../schema.ts';
import { activeAteraTickets } from '../visible.ts';
import { isUnanswered } from './answers.ts';
import { narrowTickets, type TicketScope } from './scope.ts';

/* Due dates of active tickets. Atera only: Odoo's leads have none. */

/** An answer that came is due no more, be it late: the report of a period counts that. */
const firstResponseDue = sql<Date | null>`case when ${isUnanswered} then tickets.first_response_due_at end`;

/** The earlier of what is still due on a ticket; null when nothing is. */
export const nearestDue = sql<Date | null>`least(${firstResponseDue}, tickets.closed_due_at)`;

/** A ticket with the earlier of its due dates; of two at the same instant the first response. */
export interface DueTicket {
  connection: string;
  external_id: number;
  title: string | null;
  client: string | null;
  kind: DueKind;
  due_at: Date;
}

export interface DueFilter extends TicketScope {
  /** Leaves out what was due before this instant. */
  dueSince?: Date | undefined;
  limit: number;
}

/** Active tickets on which something is due, the earliest first. */
export async function dueTickets(db: StoreDatabase, access: Access, filter: DueFilter): Promise<DueTicket[]> {
  const { dueSince, limit } = filter;
  // In the index alone; what else is shown of them is read of these few.
  const nearest = (await narrowTickets(activeAteraTickets(db, access), filter))
    .where(nearestDue, 'is not', null)
    .$if(dueSince !== undefined, (query) => query.where(sql<boolean>`${nearestDue} >= ${dueSince}`))
    .select([
      'tickets.connection',
      'tickets.external_id',
      sql<DueKind>`case when ${firstResponseDue} = ${nearestDue} then 'first_response' else 'resolution' end`.as(
        'kind'
      ),
      sql<Date>`${nearestDue}`.as('due_at'),
    ])
    .orderBy('due_at')
    .orderBy('tickets.external_id')
    .orderBy('tickets.connection')
    .limit(limit)
    .as('nearest');
  const rows = await db
    .selectFrom(nearest)
    .innerJoin('tickets', (join) =>
      join
        .onRef('tickets.connection', '=', 'nearest.connection')
        .onRef('tickets.external_id', '=', 'nearest.external_id')
    )
    .select([
      'nearest.connection',
      'nearest.external_id',
      'tickets.title',
      'tickets.client',
      'tickets.customer_name',
      'nearest.kind',
      'nearest.due_at',
    ])
    .orderBy('nearest.due_at')
    .orderBy('nearest.external_id')
    .orderBy('nearest.connection')
    .execute();
  return rows.map(({ customer_name, client, ...row }) => ({ ...row, client: clientLabel(client, customer_name) }));
}
