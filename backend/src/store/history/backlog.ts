import { sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import type { SourceKind, StatusClass } from '../../domain/tickets/ticket.ts';
import type { StoreDatabase } from '../schema.ts';
import { isCountedInScope, type TicketScope } from '../tickets/scope.ts';
import { visibleSnapshotCounts, visibleSnapshots } from '../visible.ts';
import { snapshotBefore } from './board.ts';

/** What a backlog may be split by. */
export type BacklogDimension = 'class' | 'impact' | 'priority' | 'queue' | 'client';

export interface BacklogFilter extends TicketScope {
  source?: SourceKind | undefined;
  classes?: readonly StatusClass[] | undefined;
}

/** Active tickets by value of a dimension at one moment. */
export interface BacklogPoint {
  time: Date;
  counts: Map<string | null, number>;
}

const COLUMNS = {
  class: 'status_class',
  impact: 'impact_class',
  priority: 'priority_class',
  queue: 'queue',
  client: 'client',
} as const satisfies Record<BacklogDimension, string>;

/** How long a snapshot speaks for what follows: snapshots of old days are one a day, and a day may have 25 hours. */
const CARRIED_MS = 26 * 3_600_000;

/**
 * The backlog over a stretch of time, from snapshots: at most so many points, of those that fall together the last. The
 * first point is what held when the range began, where that is known.
 */
export async function backlogOf(
  db: StoreDatabase,
  access: Access,
  filter: BacklogFilter,
  { by, range, points }: { by: BacklogDimension; range: { from: Date; to: Date }; points: number }
): Promise<BacklogPoint[]> {
  const moments = await momentsIn(db, access, range, points);
  if (moments.length === 0) {
    return [];
  }
  const key = sql.ref<string | null>(`snapshot_counts.${COLUMNS[by]}`);
  let query = visibleSnapshotCounts(db, access)
    .where(sql<boolean>`snapshot_counts.taken_at = any(${moments.map(({ takenAt }) => takenAt)}::timestamptz[])`)
    .where(isCountedInScope('snapshot_counts', filter));
  if (filter.source) {
    query = query.where('snapshot_counts.source', '=', filter.source);
  }
  if (filter.classes) {
    query = query.where('snapshot_counts.status_class', 'in', filter.classes);
  }
  const rows = await query
    .groupBy(['snapshot_counts.taken_at', key])
    .select(['snapshot_counts.taken_at', key.as('key'), sql<number>`sum(snapshot_counts.tickets)`.as('count')])
    .execute();
  const byMoment = Map.groupBy(rows, (row) => row.taken_at.getTime());
  return moments.map(({ time, takenAt }) => ({
    time,
    counts: new Map((byMoment.get(takenAt.getTime()) ?? []).map((row) => [row.key, row.count])),
  }));
}

async function momentsIn(
  db: StoreDatabase,
  access: Access,
  { from, to }: { from: Date; to: Date },
  points: number
): Promise<{ time: Date; takenAt: Date }[]> {
  const before = await snapshotBefore(db, access, from);
  const rows = await visibleSnapshots(db, access)
    .where('snapshots.taken_at', '>', from)
    .where('snapshots.taken_at', '<=', to)
    .select('snapshots.taken_at')
    .distinct()
    .orderBy('snapshots.taken_at')
    .execute();
  const width = Math.max(1, (to.getTime() - from.getTime()) / points);
  const lastOfEach = new Map(
    rows.map((row) => [Math.floor((row.taken_at.getTime() - from.getTime()) / width), row.taken_at])
  );
  const carried =
    before !== undefined && from.getTime() - before.getTime() <= CARRIED_MS ? [{ time: from, takenAt: before }] : [];
  return [...carried, ...[...lastOfEach.values()].map((takenAt) => ({ time: takenAt, takenAt }))];
}
