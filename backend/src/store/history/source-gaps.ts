import { sql, type SqlBool } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { type FirstRows, firstRows } from '../first-rows.ts';
import type { StoreDatabase } from '../schema.ts';
import { visibleSourceGaps, visibleSourceStates } from '../visible.ts';

/** A stretch of time in which the tickets of a connection were not read. */
export interface SourceGap {
  connection: string;
  /** The last reading before. */
  began: Date;
  /** The first one after; null while there is none. */
  ended: Date | null;
}

export interface GapFilter {
  range: { from: Date; to: Date };
  now: Date;
  /** Shorter ones are left out. */
  leastMs: number;
  limit: number;
}

/** Gaps in the readings of the tickets that touch a range, those that still last included; newest first. */
export async function readSourceGaps(
  db: StoreDatabase,
  access: Access,
  filter: GapFilter
): Promise<FirstRows<SourceGap>> {
  const { range, now, leastMs, limit } = filter;
  const query = visibleSourceGaps(db, access)
    .where('source_gaps.resource', '=', 'tickets')
    .where('source_gaps.ended_at', '>=', range.from)
    .where('source_gaps.began_at', '<=', range.to)
    .where(sql<SqlBool>`source_gaps.ended_at - source_gaps.began_at >= make_interval(secs => ${leastMs / 1_000})`)
    .select(['connection', 'began_at', 'ended_at'])
    .orderBy('began_at', 'desc')
    .orderBy('connection');
  const ended = await firstRows(query, limit);
  const lasting = await visibleSourceStates(db, access)
    .where('source_states.resource', '=', 'tickets')
    .where('source_states.read_at', '<=', new Date(now.getTime() - leastMs))
    .where('source_states.read_at', '<=', range.to)
    .select(['connection', 'read_at'])
    .execute();
  const gaps = [
    ...lasting.flatMap(({ connection, read_at: began }) =>
      began === null ? [] : [{ connection, began, ended: null }]
    ),
    ...ended.rows.map(({ connection, began_at: began, ended_at: end }) => ({ connection, began, ended: end })),
  ];
  return { rows: gaps.slice(0, limit), all: gaps.length - ended.rows.length + ended.all };
}

/** Removes gaps that ended before an instant. */
export async function purgeSourceGaps(db: StoreDatabase, before: Date): Promise<void> {
  await db.deleteFrom('source_gaps').where('ended_at', '<', before).execute();
}
