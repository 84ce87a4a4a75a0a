import { LRUCache } from 'lru-cache';

import type { AnyRow, NotedRows } from '../rows.ts';

/** Rows of answered queries, with their notices. A key tells everything the rows depend on, so an entry is never wrong, only left over. */
export interface AnswerCache {
  get(key: string): NotedRows<AnyRow> | undefined;
  set(key: string, answer: NotedRows<AnyRow>): void;
}

/** Long answers are rare and would crowd out the short ones every screen asks for. */
const MAX_ROWS = 1_000;

/** Keeps the answers used last. */
export function createAnswerCache(maxEntries = 500): AnswerCache {
  const entries = new LRUCache<string, NotedRows<AnyRow>>({ max: maxEntries });
  return {
    get: (key) => entries.get(key),
    set(key, answer) {
      if (answer.rows.length <= MAX_ROWS) {
        entries.set(key, answer);
      }
    },
  };
}
