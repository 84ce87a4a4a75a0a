import { sql } from 'kysely';

import { SYSTEM_ACCESS } from '../../domain/access/system-access.ts';
import { KEEP_ALL_MS, superfluousSnapshots } from '../../domain/history/thinning.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import type { SnapshotCountTable, SnapshotTable, StoreDatabase } from '../schema.ts';
import type { OverdueRules } from '../tickets/overdue.ts';
import { boardAt, snapshotBefore } from './board.ts';

/** Least time between two snapshots. */
export const SNAPSHOT_INTERVAL_MS = 60_000;
/** A snapshot is taken at least as often, changed or not: a longer gap means that nobody looked. */
export const SNAPSHOT_HEARTBEAT_MS = 60 * 60_000;

type Counts = Omit<SnapshotCountTable, 'taken_at'>;

/** What the tickets are told apart by. */
const GROUP_COLUMNS = [
  'connection',
  'source',
  'queue',
  'client',
  'status_class',
  'impact_class',
  'priority_class',
] as const satisfies readonly (keyof Counts)[];
const COUNT_COLUMNS = [
  ...GROUP_COLUMNS,
  'tickets',
  'overdue',
  'unanswered',
  'oldest_created_at',
] as const satisfies readonly (keyof Counts)[];

/**
 * Keeps the counts of the board as they are now, unless they are those of the last snapshot, or that was a moment ago.
 * A connection is part of it from its first reading on.
 *
 * @returns whether a snapshot was taken
 */
export async function takeSnapshot(db: StoreDatabase, rules: OverdueRules, now: Date): Promise<boolean> {
  const last = await snapshotBefore(db, SYSTEM_ACCESS, now);
  const sinceLastMs = last === undefined ? Infinity : now.getTime() - last.getTime();
  if (sinceLastMs < SNAPSHOT_INTERVAL_MS) {
    return false;
  }
  const connections = await readConnections(db);
  const counts = await countBoard(db, rules, now, connections);
  if (
    last !== undefined &&
    sinceLastMs < SNAPSHOT_HEARTBEAT_MS &&
    (await isSnapshotOf(db, last, connections, counts))
  ) {
    return false;
  }
  if (connections.length === 0) {
    return false;
  }
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('snapshots')
      .values(connections.map((connection) => ({ ...connection, taken_at: now })))
      .execute();
    if (counts.length > 0) {
      await transaction
        .insertInto('snapshot_counts')
        .values(counts.map((count) => ({ ...count, taken_at: now })))
        .execute();
    }
  });
  return true;
}

function readConnections(db: StoreDatabase): Promise<Omit<SnapshotTable, 'taken_at'>[]> {
  return db
    .selectFrom('source_states')
    .where('resource', '=', 'tickets')
    .where('reconciled_at', 'is not', null)
    .select(['connection', 'read_at'])
    .orderBy('connection')
    .execute();
}

function countBoard(
  db: StoreDatabase,
  rules: OverdueRules,
  now: Date,
  connections: readonly { connection: string }[]
): Promise<Counts[]> {
  const groups = GROUP_COLUMNS.map((column) => `board.${column}` as const);
  return boardAt(db, SYSTEM_ACCESS, rules, { now })
    .query()
    .where(sql<boolean>`board.connection = any(${connections.map(({ connection }) => connection)})`)
    .groupBy(groups)
    .select([
      ...groups,
      sql<number>`sum(board.tickets)`.as('tickets'),
      sql<number>`sum(board.overdue)`.as('overdue'),
      sql<number>`sum(board.unanswered)`.as('unanswered'),
      sql<Date | null>`min(board.oldest_created_at)`.as('oldest_created_at'),
    ])
    .execute();
}

async function isSnapshotOf(
  db: StoreDatabase,
  takenAt: Date,
  connections: readonly { connection: string }[],
  counts: readonly Counts[]
): Promise<boolean> {
  const [knownConnections, knownCounts] = await Promise.all([
    db.selectFrom('snapshots').where('taken_at', '=', takenAt).select('connection').execute(),
    db.selectFrom('snapshot_counts').where('taken_at', '=', takenAt).select(COUNT_COLUMNS).execute(),
  ]);
  return (
    fingerprint(connections.map(({ connection }) => [connection])) ===
      fingerprint(knownConnections.map(({ connection }) => [connection])) &&
    fingerprint(counts.map(valuesOf)) === fingerprint(knownCounts.map(valuesOf))
  );
}

const valuesOf = (count: Counts): unknown[] => COUNT_COLUMNS.map((column) => count[column]);
/** Equal for the same rows in whatever order. */
const fingerprint = (rows: unknown[][]): string => JSON.stringify(rows.map((row) => JSON.stringify(row)).sort());

/** Removes the snapshots that are too old to be kept one by one. @returns how many moments went */
export async function thinSnapshots(db: StoreDatabase, rules: Pick<Rules, 'grafana'>, now: Date): Promise<number> {
  const rows = await db
    .selectFrom('snapshots')
    .where('taken_at', '<', new Date(now.getTime() - KEEP_ALL_MS))
    .select('taken_at')
    .distinct()
    .orderBy('taken_at')
    .execute();
  const instants = superfluousSnapshots(
    rows.map((row) => row.taken_at),
    now,
    rules.grafana.timezone
  );
  if (instants.length > 0) {
    await db
      .deleteFrom('snapshots')
      .where(sql<boolean>`taken_at = any(${instants}::timestamptz[])`)
      .execute();
  }
  return instants.length;
}
