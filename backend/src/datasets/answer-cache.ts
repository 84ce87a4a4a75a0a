import type { AnyRow } from './dataset.ts';

/** Rows of answered queries. A key tells everything the rows depend on, so an entry is never wrong, only left over. */
export interface AnswerCache {
  get(key: string): AnyRow[] | undefined;
  set(key: string, rows: AnyRow[]): void;
}

/** Long answers are rare and would crowd out the short ones every screen asks for. */
const MAX_ROWS = 1_000;

/** Keeps the answers used last. */
export function createAnswerCache(maxEntries = 500): AnswerCache {
  const entries = new Map<string, AnyRow[]>();
  return {
    get(key) {
      const rows = entries.get(key);
      if (rows) {
        // A Map keeps the order of insertion: the entry used last goes to the end.
        entries.delete(key);
        entries.set(key, rows);
      }
      return rows;
    },
    set(key, rows) {
      if (rows.length > MAX_ROWS) {
        return;
      }
      entries.delete(key);
      entries.set(key, rows);
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries) {
          break;
        }
        entries.delete(oldest);
      }
    },
  };
}
