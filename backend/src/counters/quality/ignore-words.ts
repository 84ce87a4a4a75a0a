import { isUnknownWord } from '../columns/site-cells.ts';
import type { Counters } from '../counters.ts';
import { compareCodePoints } from '../entries/order.ts';

/** Of a table with free text in `ignore`: more different ones than this are reasons, not states. */
const MOST = 100;

/** Words in `ignore` that say neither yes nor no, by code point. Their sites count as out of service. */
export async function readUnknownIgnoreWords({ database }: Counters): Promise<string[]> {
  const rows = await database.read((db, { sites }) =>
    db.selectFrom('sites').select(sites.columns.ignore.cell.as('word')).distinct().limit(MOST).execute()
  );
  return rows
    .map(({ word }) => word)
    .filter(isUnknownWord)
    .map((word) => String(word).trim())
    .sort(compareCodePoints);
}
