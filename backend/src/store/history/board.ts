import { type SelectQueryBuilder, sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import type { SnapshotCountTable, StoreDatabase } from '../schema.ts';
import { firstResponseSeconds } from '../tickets/first-response.ts';
import { isOverdue, type OverdueRules } from '../tickets/overdue.ts';
import { activeTickets, visibleSnapshotCounts, visibleSnapshots } from '../visible.ts';

/** A moment whose board is known: now from the tickets themselves, or an earlier one from a snapshot. */
export type BoardMoment = { now: Date } | { takenAt: Date };

/** One active ticket, or the number of tickets that are alike in a snapshot: its figures are sums over `tickets`. */
export interface BoardTable extends Omit<SnapshotCountTable, 'taken_at'> {
  /** Seconds to the first response; null as well in a snapshot, which holds no single ticket. */
  first_response_s: number | null;
}

export type BoardQuery = SelectQueryBuilder<{ board: BoardTable }, 'board', object>;

/** The board that a caller may see, at one moment. Every figure asked for counts from it, so each works for any moment. */
export interface Board {
  /** What ages are counted to. */
  readonly instant: Date;
  /** Begins a query over {@link BoardTable}. */
  query(): BoardQuery;
}

export function boardAt(db: StoreDatabase, access: Access, rules: OverdueRules, moment: BoardMoment): Board {
  const relation = 'now' in moment ? ticketsNow(db, access, rules, moment.now) : snapshotOf(db, access, moment.takenAt);
  return {
    instant: 'now' in moment ? moment.now : moment.takenAt,
    query: () => db.selectFrom(relation.as('board')),
  };
}

function ticketsNow(db: StoreDatabase, access: Access, rules: OverdueRules, now: Date) {
  return activeTickets(db, access).select([
    'tickets.connection',
    'tickets.source',
    'tickets.queue',
    'tickets.client',
    'tickets.status_class',
    'tickets.impact_class',
    'tickets.priority_class',
    sql<number>`1`.as('tickets'),
    sql<number>`${isOverdue(rules, now)}::int`.as('overdue'),
    sql<number>`(tickets.first_comment_at is null)::int`.as('unanswered'),
    'tickets.created_at as oldest_created_at',
    firstResponseSeconds.as('first_response_s'),
  ]);
}

function snapshotOf(db: StoreDatabase, access: Access, takenAt: Date) {
  return visibleSnapshotCounts(db, access)
    .where('snapshot_counts.taken_at', '=', takenAt)
    .select([
      'snapshot_counts.connection',
      'snapshot_counts.source',
      'snapshot_counts.queue',
      'snapshot_counts.client',
      'snapshot_counts.status_class',
      'snapshot_counts.impact_class',
      'snapshot_counts.priority_class',
      'snapshot_counts.tickets',
      'snapshot_counts.overdue',
      'snapshot_counts.unanswered',
      'snapshot_counts.oldest_created_at',
      sql<number | null>`null::float8`.as('first_response_s'),
    ]);
}

/** The last snapshot at or before an instant that holds something a caller may see. */
export async function snapshotBefore(db: StoreDatabase, access: Access, instant: Date): Promise<Date | undefined> {
  const row = await visibleSnapshots(db, access)
    .where('snapshots.taken_at', '<=', instant)
    .select('snapshots.taken_at')
    .orderBy('snapshots.taken_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.taken_at;
}
