import type { AnyRow, NotedRows } from './dataset.ts';

/** Rows of answered queries, with their notices. A key tells everything the rows depend on, so an entry is never wrong, only left over. */
export interface AnswerCache {
  get(key: string): NotedRows<AnyRow> | undefined;
  set(key: string, answer: NotedRows<AnyRow>): void;
}

/** Long answers are rare and would crowd out the short ones every screen asks for. */
const MAX_ROWS = 1_000;

/** Keeps the answers used last. */
export function createAnswerCache(maxEntries = 500): AnswerCache {
  const entries = new Map<string, NotedRows<AnyRow>>();
  return {
    get(key) {
      const answer = entries.get(key);
      if (answer) {
        // A Map keeps the order of insertion: the entry used last goes to the end.
        entries.delete(key);
        entries.set(key, answer);
      }
      return answer;
    },
    set(key, answer) {
      if (answer.rows.length > MAX_ROWS) {
        return;
      }
      entries.delete(key);
      entries.set(key, answer);
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries) {
          break;
        }
        entries.delete(oldest);
      }
    },
  };
}
