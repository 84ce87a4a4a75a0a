import { sql } from 'kysely';

import type { Access } from '../access/access.ts';
import { PRIORITY_CLASSES } from '../domain/ticket.ts';
import type { ImpactClass, PriorityClass, StatusClass } from '../domain/ticket.ts';
import type { StoreDatabase } from './schema.ts';
import { activeAteraTickets } from './visible.ts';

/** An active class: what the board counts. */
export type ActiveClass = Exclude<StatusClass, 'done'>;

/** Figures over active Atera tickets. First responses are elapsed seconds, null when no active ticket has one. */
export interface TicketSummary {
  total: number;
  open: number;
  pending: number;
  impact_major: number;
  impact_minor: number;
  impact_none: number;
  first_response_mean_s: number | null;
  first_response_median_s: number | null;
  first_response_p90_s: number | null;
  unanswered: number;
}

/** A comment before the creation (clock skew) is an answer at once; a ticket without either date has no response time. */
const firstResponse = sql<number | null>`
  case when tickets.first_comment_at < tickets.created_at then 0
       else extract(epoch from tickets.first_comment_at - tickets.created_at)::float8 end`;

/** The figures of the board, in one pass over the active Atera tickets. */
export async function summarizeTickets(db: StoreDatabase, access: Access): Promise<TicketSummary> {
  const countOf = (column: 'status_class' | 'impact_class', value: StatusClass | ImpactClass) =>
    sql<number>`count(*) filter (where ${sql.ref(column)} = ${value})`;
  const percentile = (fraction: number) =>
    sql<number | null>`percentile_cont(${sql.lit(fraction)}) within group (order by ${firstResponse})`;
  return activeAteraTickets(db, access)
    .select([
      sql<number>`count(*)`.as('total'),
      countOf('status_class', 'open').as('open'),
      countOf('status_class', 'pending').as('pending'),
      countOf('impact_class', 'major').as('impact_major'),
      countOf('impact_class', 'minor').as('impact_minor'),
      countOf('impact_class', 'none').as('impact_none'),
      sql<number | null>`avg(${firstResponse})`.as('first_response_mean_s'),
      percentile(0.5).as('first_response_median_s'),
      percentile(0.9).as('first_response_p90_s'),
      sql<number>`count(*) filter (where tickets.first_comment_at is null)`.as('unanswered'),
    ])
    .executeTakeFirstOrThrow();
}

/** How many Atera tickets of a class have each priority, every priority present. */
export async function countByPriority(
  db: StoreDatabase,
  access: Access,
  statusClass: ActiveClass
): Promise<Record<PriorityClass, number>> {
  const rows = await activeAteraTickets(db, access)
    .where('tickets.status_class', '=', statusClass)
    .groupBy('tickets.priority_class')
    .select(['tickets.priority_class', sql<number>`count(*)`.as('count')])
    .execute();
  const counts = Object.fromEntries(PRIORITY_CLASSES.map((name) => [name, 0])) as Record<PriorityClass, number>;
  for (const row of rows) {
    counts[row.priority_class] = row.count;
  }
  return counts;
}
