import { type Board, boardAt, snapshotBefore } from '../../store/history/board.ts';
import { SNAPSHOT_INTERVAL_MS } from '../../store/history/snapshots.ts';
import type { DatasetContext } from '../engine/dataset.ts';
import type { NotedRows } from '../engine/rows.ts';
import { NOTICE_TEXTS } from '../notices/notice-texts.ts';

/** Shows the board as it was. */
export const AT_PARAMETER = {
  type: 'date-time',
  title: { fr: 'À l’instant', en: 'At' },
  description: {
    fr: 'Le tableau tel qu’il était à cet instant, d’après le dernier relevé conservé avant lui ; vide : maintenant.',
    en: 'The board as it was at that instant, from the last snapshot kept before it; empty: now.',
  },
} as const;

/**
 * Reads figures from the board of a moment: now, unless `at` asks for an earlier one; a notice then says which moment is
 * shown. Before the first snapshot there are no rows.
 */
export async function readBoardAt<R>(
  { db, access, rules, now, timezone }: DatasetContext,
  at: Date | undefined,
  read: (board: Board) => Promise<R[]>
): Promise<NotedRows<R>> {
  // Within one interval of snapshots, the tickets themselves tell best.
  if (at === undefined || at.getTime() > now.getTime() - SNAPSHOT_INTERVAL_MS) {
    return { rows: await read(boardAt(db, access, rules, { now })), notices: [] };
  }
  const takenAt = await snapshotBefore(db, access, at);
  if (takenAt === undefined) {
    return { rows: [], notices: [{ severity: 'warning', text: NOTICE_TEXTS.noSnapshot(at, timezone) }] };
  }
  return {
    rows: await read(boardAt(db, access, rules, { takenAt })),
    notices: [{ severity: 'info', text: NOTICE_TEXTS.snapshot(takenAt, timezone) }],
  };
}
