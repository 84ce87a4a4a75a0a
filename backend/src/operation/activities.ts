import type { Caller } from '../domain/access/caller.ts';

/**
 * What a query waits for:
 * - `counters_turn`: the other queries of its token, or of all tokens;
 * - `statement_turn`: it has begun, and a statement of it waits for other statements;
 * - `counters`, `store`: the answer of that database, which works on it.
 */
export type WaitingFor = 'counters_turn' | 'statement_turn' | 'counters' | 'store';

/** What {@link WaitingFor} means for a person: somebody else is in front, or a database is at work. */
export const IN_QUEUE: readonly WaitingFor[] = ['counters_turn', 'statement_turn'];

/** Queries of one token for one thing that wait for the same. */
export interface Activity extends Caller {
  /** A dataset's name, or a route. */
  subject: string;
  waitingFor: WaitingFor;
  count: number;
  /** How long the one that came first has waited, in seconds. */
  longestSeconds: number;
}

/** Who waits for what at this moment. Costs one entry of a set for each wait, and grows with what is under way alone. */
export interface Activities {
  /** @returns ends it; further calls do nothing */
  begin(caller: Caller, subject: string, waitingFor: WaitingFor): () => void;
  /** Longest first. */
  current(): Activity[];
}

interface Group {
  caller: Caller;
  subject: string;
  waitingFor: WaitingFor;
  /** When each began, the first one first. */
  waits: Set<{ since: number }>;
}

export function createActivities(): Activities {
  const groups = new Map<string, Group>();
  return {
    begin: ({ tokenId, tokenName }, subject, waitingFor) => {
      const key = `${tokenId} ${waitingFor} ${subject}`;
      let group = groups.get(key);
      if (group === undefined) {
        group = { caller: { tokenId, tokenName }, subject, waitingFor, waits: new Set() };
        groups.set(key, group);
      }
      const { waits } = group;
      const wait = { since: performance.now() };
      waits.add(wait);
      return () => {
        waits.delete(wait);
        if (waits.size === 0 && groups.get(key)?.waits === waits) {
          groups.delete(key);
        }
      };
    },
    current: () => {
      const now = performance.now();
      return [...groups.values()]
        .map(({ caller, subject, waitingFor, waits }) => {
          const [first] = waits;
          return {
            ...caller,
            subject,
            waitingFor,
            count: waits.size,
            longestSeconds: first === undefined ? 0 : (now - first.since) / 1_000,
          };
        })
        .sort((a, b) => b.longestSeconds - a.longestSeconds);
    },
  };
}
