import { LRUCache } from 'lru-cache';

/** Lists that most questions have to read before their own rows, each kept for some seconds. */
export interface KeptLists {
  /**
   * Gives the kept list, or reads it. Callers that come meanwhile read it themselves: whose turn comes late must hold up
   * nobody else.
   * @param key everything the list depends on, the rights of the caller too.
   */
  read<T extends object>(key: string, reading: () => Promise<readonly T[]>): Promise<readonly T[]>;
  /** What was kept, and what is being read, serves no further question: what it was read from has changed. */
  forget(): void;
}

/** Panels of one page ask within a second or two; what changes without Vigie is late by no more than this. */
const KEPT_MS = 5_000;
/** Rows of all lists together; those that were asked for longest ago go first. */
const MAX_ROWS = 50_000;
/** A question can name thousands of codes: so many characters of it count as one row. */
const CHARACTERS_OF_A_ROW = 100;

export function createKeptLists({ keep }: { keep: boolean }): KeptLists {
  const empty = () =>
    new LRUCache<string, readonly object[]>({
      ttl: KEPT_MS,
      maxSize: MAX_ROWS,
      sizeCalculation: (rows, key) => rows.length + Math.ceil(key.length / CHARACTERS_OF_A_ROW),
    });
  let lists = empty();
  return {
    read: async <T extends object>(key: string, reading: () => Promise<readonly T[]>) => {
      const kept = lists.get(key) as readonly T[] | undefined;
      if (kept !== undefined) {
        return kept;
      }
      // Of now: a list that was forgotten while it was read goes nowhere.
      const into = lists;
      const rows = await reading();
      if (keep) {
        into.set(key, rows);
      }
      return rows;
    },
    forget: () => {
      lists = empty();
    },
  };
}
