import { LRUCache } from 'lru-cache';

import type { Access } from '../../domain/access/access.ts';
import { BusyError } from '../../domain/busy-error.ts';
import type { Clock } from '../../domain/clock/clock.ts';
import { CountersError } from './failures.ts';

/** Why there is no new answer: the database gave none, or Vigie is too busy to ask it. */
export type NoAnswer = CountersError | BusyError;

/** An answer, from when it is, and why it is not from now. */
export interface KeptAnswer<T> {
  value: T;
  readAt: Date;
  /** Age by the business clock; 0 for an answer read just now. */
  ageSeconds: number;
  /** Why it is not new; null when it is. */
  error: NoAnswer | null;
}

/** The last good answer of each query, so that neither an outage nor a slow counters database blanks a panel. */
export interface LastGood {
  /**
   * Reads, keeps what came, and falls back on what was kept when the counters database gives no answer or Vigie is too busy to
   * ask it, and when that takes long: the reading then goes on, and what comes of it is kept for the next question.
   * @param questions names of what is asked, as JSON-able data, the most exact one first: an answer is kept under each of
   *   them and apart by the caller's rights; in an outage the first name that has one gives it.
   * @param rows how many rows an answer holds: what the memory is counted in.
   * @throws {CountersError | BusyError} when nothing was kept; any other error as it is.
   */
  read<T>(
    access: Access,
    questions: readonly unknown[],
    load: () => Promise<T>,
    rows: (value: T) => number
  ): Promise<KeptAnswer<T>>;
}

export interface LastGoodLimits {
  answers: number;
  rows: number;
  /** How long a question that has a kept answer waits for a new one. */
  patienceMs: number;
}

const DEFAULT_LIMITS: LastGoodLimits = { answers: 500, rows: 200_000, patienceMs: 2_000 };

/** Keeps answers within limits; those asked for longest ago go first. */
export function createLastGood(clock: Clock, limits: Partial<LastGoodLimits> = {}): LastGood {
  const { answers, patienceMs, ...rest } = { ...DEFAULT_LIMITS, ...limits };
  const kept = new LRUCache<string, { value: unknown; readAt: Date }>({ max: answers, maxSize: rest.rows });
  return {
    read: async <T>(
      access: Access,
      questions: readonly unknown[],
      load: () => Promise<T>,
      rows: (value: T) => number
    ) => {
      const keys = [...new Set(questions.map((question) => JSON.stringify([rightsOf(access), question])))];
      const loading = load().then((value): KeptAnswer<T> => {
        const answer = { value, readAt: clock.now() };
        // One answer under several names: each bears its part of the size.
        keys.forEach((key) => kept.set(key, answer, { size: Math.ceil((1 + rows(value)) / keys.length) }));
        return { ...answer, ageSeconds: 0, error: null };
      });
      const last = () => keys.map((key) => kept.get(key)).find((answer) => answer !== undefined);
      try {
        return await (last() === undefined ? loading : withinPatience(loading, patienceMs));
      } catch (error) {
        const answer = last();
        if (!(error instanceof CountersError || error instanceof BusyError) || answer === undefined) {
          throw error;
        }
        const ageSeconds = Math.max(0, (clock.now().getTime() - answer.readAt.getTime()) / 1_000);
        return { value: answer.value as T, readAt: answer.readAt, ageSeconds, error };
      }
    },
  };
}

/** @throws {CountersError} `slow` when it takes longer. */
async function withinPatience<T>(loading: Promise<T>, patienceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CountersError('slow', undefined)), patienceMs);
  });
  try {
    return await Promise.race([loading, patience]);
  } finally {
    clearTimeout(timer);
  }
}

/** Two tokens with the same rights may share an answer; the order of a list of rights means nothing. */
export function rightsOf({ enterprises }: Access): unknown {
  return enterprises === 'all' ? 'all' : [...new Set(enterprises)].sort();
}
