import { LRUCache } from 'lru-cache';

import type { Access } from '../domain/access/access.ts';
import type { Clock } from '../domain/clock/clock.ts';

/** An answer, from when it is, and why it is not from now. */
export interface KeptAnswer<T, E extends Error> {
  value: T;
  readAt: Date;
  /** Age by the business clock; 0 for an answer read just now. */
  ageSeconds: number;
  /** Why it is not new; null when it is. */
  error: E | null;
}

/** The last good answer of each query, so that neither an outage nor a slow database blanks a panel. */
export interface LastGood<E extends Error> {
  /**
   * Reads, keeps what came, and falls back on what was kept when there is no answer, and when that takes long: the reading
   * then goes on, and what comes of it is kept for the next question.
   * @param questions names of what is asked, as JSON-able data, the most exact one first: an answer is kept under each of
   *   them and apart by the caller's rights; in an outage the first name that has one gives it.
   * @param rows how many rows an answer holds: what the memory is counted in.
   * @throws E when nothing was kept; any other error as it is.
   */
  read<T>(
    access: Access,
    questions: readonly unknown[],
    load: () => Promise<T>,
    rows: (value: T) => number
  ): Promise<KeptAnswer<T, E>>;
}

export interface LastGoodOptions<E extends Error> {
  clock: Clock;
  /** The error as the reason why there is no new answer; undefined for an error that has nothing to do with it. */
  noAnswer: (error: unknown) => E | undefined;
  /** How long a question that has a kept answer waits for a new one, and why there is none then; absent: it waits. */
  patience?: { ms: number; error: () => E };
  answers?: number;
  rows?: number;
  /** Rows of the largest answer that is kept. */
  largest?: number;
}

/**
 * Twice what any panel of Vigie shows. A few answers that are larger, such as those of somebody who asks for everything again and
 * again, would take the place of everybody else's.
 */
const LARGEST_KEPT = 20_000;

/** Keeps answers within limits; those asked for longest ago go first. */
export function createLastGood<E extends Error>(options: LastGoodOptions<E>): LastGood<E> {
  const { clock, noAnswer, patience, answers = 500, rows: maxSize = 200_000, largest = LARGEST_KEPT } = options;
  const kept = new LRUCache<string, { value: unknown; readAt: Date }>({ max: answers, maxSize });
  return {
    read: async <T>(
      access: Access,
      questions: readonly unknown[],
      load: () => Promise<T>,
      rows: (value: T) => number
    ) => {
      const keys = [...new Set(questions.map((question) => JSON.stringify([rightsOf(access), question])))];
      const loading = load().then((value): KeptAnswer<T, E> => {
        const answer = { value, readAt: clock.now() };
        const count = rows(value);
        if (count <= largest) {
          // One answer under several names: each bears its part of the size.
          keys.forEach((key) => kept.set(key, answer, { size: Math.ceil((1 + count) / keys.length) }));
        }
        return { ...answer, ageSeconds: 0, error: null };
      });
      const last = () => keys.map((key) => kept.get(key)).find((answer) => answer !== undefined);
      try {
        return await (last() === undefined || patience === undefined ? loading : within(patience, loading));
      } catch (thrown) {
        const [error, answer] = [noAnswer(thrown), last()];
        if (error === undefined || answer === undefined) {
          throw thrown;
        }
        const ageSeconds = Math.max(0, (clock.now().getTime() - answer.readAt.getTime()) / 1_000);
        return { value: answer.value as T, readAt: answer.readAt, ageSeconds, error };
      }
    },
  };
}

async function within<T>({ ms, error }: { ms: number; error: () => Error }, loading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(error()), ms);
  });
  try {
    return await Promise.race([loading, patience]);
  } finally {
    clearTimeout(timer);
  }
}

/** Two tokens with the same rights may share an answer; the order of a list of rights means nothing. */
export function rightsOf({ enterprises, connections, clients, shows }: Access): unknown {
  return [enterprises, connections, clients, shows].map((names) =>
    names === 'all' ? names : [...new Set(names)].sort()
  );
}
