import { sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { clientLabel } from '../../domain/clients/clients.ts';
import { type FirstRows, firstRows } from '../first-rows.ts';
import type { StoreDatabase, TicketEventTable, TicketRow } from '../schema.ts';
import { narrowTickets, type TicketScope } from '../tickets/scope.ts';
import { visibleTickets } from '../visible.ts';

/** A change of a ticket, and which ticket it is. */
export type TicketEvent = Omit<TicketEventTable, 'external_id'> &
  Pick<TicketRow, 'external_id' | 'source' | 'title'> & { label: string | null };

export interface EventFilter extends TicketScope {
  fields?: readonly TicketEventTable['field'][] | undefined;
  /** Number of the one ticket meant; of several accounts there may be several. */
  ticket?: number | undefined;
  range: { from: Date; to: Date };
  limit: number;
}

/** Changes observed in a stretch of time, newest first. */
export async function ticketEvents(
  db: StoreDatabase,
  access: Access,
  filter: EventFilter
): Promise<FirstRows<TicketEvent>> {
  const { from, to } = filter.range;
  const query = (await narrowTickets(visibleTickets(db, access), filter))
    .innerJoin('ticket_events as event', (join) =>
      join.onRef('event.connection', '=', 'tickets.connection').onRef('event.external_id', '=', 'tickets.external_id')
    )
    .where('event.observed_at', '>=', from)
    .where('event.observed_at', '<=', to)
    .$if(filter.fields !== undefined, (query) => query.where(sql<boolean>`event.field = any(${filter.fields})`))
    .$if(filter.ticket !== undefined, (query) => query.where('event.external_id', '=', filter.ticket ?? 0))
    .select([
      'event.connection',
      'event.external_id',
      'event.field',
      'event.before',
      'event.after',
      'event.not_before',
      'event.observed_at',
      'tickets.source',
      'tickets.title',
      'tickets.client',
      'tickets.customer_name',
    ])
    .orderBy('event.observed_at', 'desc')
    .orderBy('event.external_id', 'desc')
    .orderBy('event.connection')
    .orderBy('event.field');
  const { rows, all } = await firstRows(query, filter.limit);
  return {
    rows: rows.map(({ client, customer_name, ...event }) => ({ ...event, label: clientLabel(client, customer_name) })),
    all,
  };
}
