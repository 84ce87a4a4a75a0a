import { type RawBuilder, sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { clientLabel } from '../../domain/clients/clients.ts';
import type { PriorityClass } from '../../domain/tickets/ticket.ts';
import type { StoreDatabase } from '../schema.ts';
import { activeAteraTickets } from '../visible.ts';
import { firstKnownAnswer, isRepliedTo, isUnanswered } from './answers.ts';
import { narrowTickets, type Tickets, type TicketScope } from './scope.ts';

/*
 * How well the people behind active tickets are served. Atera only: Odoo's leads tell neither comments nor due dates.
 */

const HOUR_MS = 3_600_000;

/** A ticket whose end user waits for us. */
export interface WaitingTicket {
  connection: string;
  external_id: number;
  title: string | null;
  client: string | null;
  priority_class: PriorityClass;
  /** Creation, or the end user's last comment when we had answered before; null when the date is missing. */
  since: Date | null;
}

export interface WaitingFilter extends TicketScope {
  priorities?: readonly PriorityClass[] | undefined;
  /** Only tickets without any comment of a technician. */
  unanswered?: boolean | undefined;
  limit: number;
}

/** Active tickets that wait for us, the longest first; those without a date last. */
export async function waitingTickets(
  db: StoreDatabase,
  access: Access,
  filter: WaitingFilter
): Promise<WaitingTicket[]> {
  const waits = filter.unanswered ? isUnanswered : sql<boolean>`(${isUnanswered} or ${isRepliedTo})`;
  let query = (await narrowTickets(activeAteraTickets(db, access), filter)).where(waits);
  if (filter.priorities) {
    query = query.where('tickets.priority_class', 'in', filter.priorities);
  }
  const since = sql<Date | null>`case when ${isUnanswered} then tickets.created_at
                                      else tickets.last_end_user_comment_at end`;
  const rows = await query
    .select(['connection', 'external_id', 'title', 'client', 'customer_name', 'priority_class', since.as('since')])
    .orderBy(since, (order) => order.asc().nullsLast())
    .orderBy('tickets.external_id', 'asc')
    .orderBy('tickets.connection', 'asc')
    .limit(filter.limit)
    .execute();
  return rows.map(({ customer_name, client, ...row }) => ({
    ...row,
    client: clientLabel(client, customer_name),
  }));
}

/** Tickets of priority Critical, created before an instant, that no technician has answered, by queue. */
export async function countCriticalUnanswered(
  db: StoreDatabase,
  access: Access,
  createdBefore: Date
): Promise<Map<string | null, number>> {
  const rows = await activeAteraTickets(db, access)
    .where('tickets.priority_class', '=', 'critical')
    .where('tickets.created_at', '<', createdBefore)
    .where(isUnanswered)
    .groupBy('tickets.queue')
    .select(['tickets.queue', sql<number>`count(*)`.as('count')])
    .execute();
  return new Map(rows.map(({ queue, count }) => [queue, count]));
}

/** Tickets by how they stand to a due date; the buckets are disjoint. */
export interface DueCounts {
  /** Not done by the due date. */
  breached: number;
  /** To be done within an hour, in one to four hours, in four to 24 hours. */
  due_1h: number;
  due_4h: number;
  due_24h: number;
}

/** How active tickets stand to their service levels. */
export async function serviceLevels(
  db: StoreDatabase,
  access: Access,
  scope: TicketScope,
  now: Date
): Promise<{ firstResponse: DueCounts; resolution: DueCounts }> {
  const query = await narrowTickets(activeAteraTickets(db, access), scope);
  const [firstResponse, resolution] = await Promise.all([
    dueCounts(query, sql`tickets.first_response_due_at`, firstKnownAnswer, now),
    dueCounts(query, sql`tickets.closed_due_at`, sql`null::timestamptz`, now),
  ]);
  return { firstResponse, resolution };
}

/** @param doneAt when what was due was done; null: not yet. At the very instant that it is due, nothing is breached. */
async function dueCounts(
  query: Tickets,
  due: RawBuilder<unknown>,
  doneAt: RawBuilder<unknown>,
  now: Date
): Promise<DueCounts> {
  const dueWithin = (hours: number) => {
    const until = new Date(now.getTime() + hours * HOUR_MS);
    return sql<number>`count(*) filter (where ${doneAt} is null and ${due} between ${now} and ${until})`;
  };
  const counts = await query
    .select([
      sql<number>`count(*) filter (where ${due} < coalesce(${doneAt}, ${now}::timestamptz))`.as('breached'),
      dueWithin(1).as('within1h'),
      dueWithin(4).as('within4h'),
      dueWithin(24).as('within24h'),
    ])
    .executeTakeFirstOrThrow();
  return {
    breached: counts.breached,
    due_1h: counts.within1h,
    due_4h: counts.within4h - counts.within1h,
    due_24h: counts.within24h - counts.within4h,
  };
}
