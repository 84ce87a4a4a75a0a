import { type RawBuilder, sql } from 'kysely';

import { PRIORITY_CLASSES, type PriorityClass, type StatusClass } from '../../domain/tickets/ticket.ts';
import type { Board } from '../history/board.ts';
import { responseFigures } from './first-response.ts';

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

/** A sum of whole numbers, 0 for none. */
function sumOf(column: 'tickets' | 'overdue' | 'unanswered', where?: RawBuilder<boolean>): RawBuilder<number> {
  const filter = where ? sql`filter (where ${where})` : sql``;
  return sql<number>`coalesce(sum(${sql.ref(`board.${column}`)}) ${filter}, 0)`;
}

/** The figures of the board, in one pass over its Atera tickets. */
export async function summarizeTickets(board: Board): Promise<TicketSummary> {
  const countOf = (column: 'status_class' | 'impact_class', value: string) =>
    sumOf('tickets', sql<boolean>`${sql.ref(`board.${column}`)} = ${value}`);
  const response = responseFigures(sql<number | null>`board.first_response_s`);
  return board
    .query()
    .where('board.source', '=', 'atera')
    .select([
      sumOf('tickets').as('total'),
      countOf('status_class', 'open').as('open'),
      countOf('status_class', 'pending').as('pending'),
      countOf('impact_class', 'major').as('impact_major'),
      countOf('impact_class', 'minor').as('impact_minor'),
      countOf('impact_class', 'none').as('impact_none'),
      response.mean.as('first_response_mean_s'),
      response.median.as('first_response_median_s'),
      response.p90.as('first_response_p90_s'),
      sumOf('unanswered').as('unanswered'),
    ])
    .executeTakeFirstOrThrow();
}

/** How many Atera tickets of a class have each priority, every priority present. */
export async function countByPriority(board: Board, statusClass: ActiveClass): Promise<Record<PriorityClass, number>> {
  const rows = await board
    .query()
    .where('board.source', '=', 'atera')
    .where('board.status_class', '=', statusClass)
    .groupBy('board.priority_class')
    .select(['board.priority_class', sumOf('tickets').as('count')])
    .execute();
  const counts = Object.fromEntries(PRIORITY_CLASSES.map((name) => [name, 0])) as Record<PriorityClass, number>;
  for (const row of rows) {
    counts[row.priority_class] = row.count;
  }
  return counts;
}

/** Open tickets of one big client in one queue; null: of the others, of no queue. */
export interface OpenCount {
  queue: string | null;
  client: string | null;
  open: number;
  overdue: number;
  oldest: Date | null;
}

/** Open tickets of every source by queue and client: pairs without any are left out. */
export function countOpen(board: Board): Promise<OpenCount[]> {
  return board
    .query()
    .where('board.status_class', '=', 'open')
    .groupBy(['board.queue', 'board.client'])
    .select([
      'board.queue',
      'board.client',
      sumOf('tickets').as('open'),
      sumOf('overdue').as('overdue'),
      sql<Date | null>`min(board.oldest_created_at)`.as('oldest'),
    ])
    .execute();
}
