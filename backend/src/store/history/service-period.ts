import { sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import type { Span } from '../../domain/clock/local-days.ts';
import type { SourceKind } from '../../domain/tickets/ticket.ts';
import type { StoreDatabase } from '../schema.ts';
import { firstKnownAnswer } from '../tickets/answers.ts';
import { responseFigures } from '../tickets/first-response.ts';
import { resolutionSeconds } from '../tickets/resolution.ts';
import { narrowByClient, narrowTickets, type Tickets, type TicketScope } from '../tickets/scope.ts';
import { loadsOf, readTechnicians, type TechnicianLoad } from '../tickets/technicians.ts';
import { visibleTickets } from '../visible.ts';
import { positionOf, ticketsDated } from './ticket-flow.ts';

/*
 * How the people behind the tickets of a period were served, done tickets included. First responses and due dates are Atera's: Odoo's
 * leads tell neither. Periods are given by their bounds, so that one time zone database decides (ICU's, not the server's).
 */

/** What figures of a period are about: a day or month by its position among the spans, from 1 on, and a client. */
export interface PeriodKey {
  position: number;
  /** Client of the rules, else as the upstream writes it; null: everybody else, or everybody where clients are not told apart. */
  label: string | null;
}

/** Which tickets, on which consecutive days or months, and whether clients are told apart. */
export interface PeriodRequest {
  scope: TicketScope;
  spans: readonly Span[];
  byClient: boolean;
}

/** Times to resolve, in seconds; null without a ticket. */
export interface ResolutionTimes {
  mean_s: number | null;
  median_s: number | null;
  p90_s: number | null;
  /** Tickets that have both dates. */
  resolved: number;
}

/** Times to resolve of the Atera tickets that were resolved in each span; what has no ticket is left out. */
export async function resolutionTimes(
  db: StoreDatabase,
  access: Access,
  request: PeriodRequest
): Promise<(PeriodKey & ResolutionTimes)[]> {
  const { mean, median, p90 } = responseFigures(resolutionSeconds);
  return (await grouped(db, access, 'resolved_at', request))
    .where('tickets.created_at', 'is not', null)
    .select([mean.as('mean_s'), median.as('median_s'), p90.as('p90_s'), sql<number>`count(*)`.as('resolved')])
    .execute();
}

/** First responses of the tickets that were created in a span and have a due date for it. */
export interface FirstResponseCounts {
  met: number;
  /** Answered too late, or not at all and past due. */
  missed: number;
  /** Neither answered nor past due. */
  open: number;
  /** Tickets without a due date, which are in none of the others. */
  undated: number;
}

/** Resolutions of the tickets that were resolved in a span and have a due date for it. */
export type ResolutionCounts = Omit<FirstResponseCounts, 'open'>;

/** How the first responses of each span stand to their due dates. At the very instant that one is due, nothing is missed. */
export async function firstResponseCounts(
  db: StoreDatabase,
  access: Access,
  request: PeriodRequest,
  now: Date
): Promise<(PeriodKey & FirstResponseCounts)[]> {
  const due = sql`tickets.first_response_due_at`;
  return (await grouped(db, access, 'created_at', request))
    .select([
      sql<number>`count(*) filter (where ${firstKnownAnswer} <= ${due})`.as('met'),
      sql<number>`count(*) filter (where coalesce(${firstKnownAnswer}, ${now}::timestamptz) > ${due})`.as('missed'),
      sql<number>`count(*) filter (where ${firstKnownAnswer} is null and ${due} >= ${now}::timestamptz)`.as('open'),
      sql<number>`count(*) filter (where ${due} is null)`.as('undated'),
    ])
    .execute();
}

/** How the resolutions of each span stand to their due dates. */
export async function resolutionCounts(
  db: StoreDatabase,
  access: Access,
  request: PeriodRequest
): Promise<(PeriodKey & ResolutionCounts)[]> {
  return (await grouped(db, access, 'resolved_at', request))
    .select([
      sql<number>`count(*) filter (where tickets.resolved_at <= tickets.closed_due_at)`.as('met'),
      sql<number>`count(*) filter (where tickets.resolved_at > tickets.closed_due_at)`.as('missed'),
      sql<number>`count(*) filter (where tickets.closed_due_at is null)`.as('undated'),
    ])
    .execute();
}

/** Atera tickets whose date falls into the spans, by {@link PeriodKey}. */
async function grouped(
  db: StoreDatabase,
  access: Access,
  column: 'created_at' | 'resolved_at',
  { scope, spans, byClient }: PeriodRequest
): Promise<Tickets<PeriodKey>> {
  const dated = ticketsDated(db, access, column, spans).where('tickets.source', '=', 'atera');
  const { query, client } = await narrowByClient(dated, scope);
  return query
    .groupBy([sql.ref('position'), sql.ref('label')])
    .select([
      positionOf(column, spans).as('position'),
      (byClient ? client : sql<string | null>`null::text`).as('label'),
    ]);
}

/**
 * The tickets that were resolved in a period, by technician, in no order. A ticket counts for the technician it is assigned to:
 * upstreams do not say who resolved it.
 */
export async function resolvedByTechnician(
  db: StoreDatabase,
  access: Access,
  filter: TicketScope & { source?: SourceKind | undefined },
  span: Span
): Promise<TechnicianLoad[]> {
  const { source } = filter;
  const resolved = ticketsDated(db, access, 'resolved_at', [span]);
  const ofSource = source === undefined ? resolved : resolved.where('tickets.source', '=', source);
  // The latest name may stand on an active ticket, or on one outside of the scope.
  const named = visibleTickets(db, access).where(
    sql<boolean>`(tickets.status_class in ('open', 'pending')
                  or tickets.resolved_at >= ${span.start} and tickets.resolved_at < ${span.end})`
  );
  const [{ nameOf }, { keys }] = await Promise.all([
    readTechnicians(named),
    readTechnicians(await narrowTickets(ofSource, filter)),
  ]);
  return loadsOf(keys, nameOf);
}
