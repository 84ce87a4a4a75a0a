/** Work that equal questions share while it is under way, and its answer for a little longer. */
export interface SharedWork {
  /**
   * Gives the answer of work that is under way for the same question, or begins it.
   * @param key everything the answer depends on, the rights of the caller too.
   * @param work is ended by its signal once nobody waits for it any more.
   * @throws the reason of `signal` when the caller has gone; whatever the work throws.
   */
  run<T>(key: string, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** What is under way or kept answers no further question: what it was read from has changed. */
  forget(): void;
}

/** Answers that came faster are not kept: they cost too little to be old. */
const WORTH_KEEPING_MS = 500;
/** An answer is kept for so many times what it took, so that one question never takes more than a sixth of the time. */
const KEPT_TIMES = 5;
const LONGEST_KEPT_MS = 5_000;

interface Entry {
  answer: Promise<unknown>;
  controller: AbortController;
  waiting: number;
}

export function createSharedWork({ keep }: { keep: boolean }): SharedWork {
  const entries = new Map<string, Entry>();
  const drop = (key: string, entry: Entry): void => {
    if (entries.get(key) === entry) {
      entries.delete(key);
    }
  };

  const begin = <T>(key: string, work: (signal: AbortSignal) => Promise<T>): Entry => {
    const controller = new AbortController();
    const began = performance.now();
    const entry: Entry = { controller, waiting: 0, answer: Promise.resolve() };
    entry.answer = work(controller.signal).then(
      (answer) => {
        const took = performance.now() - began;
        if (keep && took >= WORTH_KEEPING_MS) {
          setTimeout(() => drop(key, entry), Math.min(LONGEST_KEPT_MS, took * KEPT_TIMES)).unref();
        } else {
          drop(key, entry);
        }
        return answer;
      },
      (error: unknown) => {
        drop(key, entry);
        throw error;
      }
    );
    // Those who wait get the failure themselves; when all have gone, nobody does.
    entry.answer.catch(() => undefined);
    entries.set(key, entry);
    return entry;
  };

  return {
    run: async <T>(key: string, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>) => {
      signal?.throwIfAborted();
      const entry = entries.get(key) ?? begin(key, work);
      entry.waiting += 1;
      try {
        return (await untilAborted(entry.answer, signal)) as T;
      } finally {
        entry.waiting -= 1;
        if (signal?.aborted && entry.waiting === 0) {
          drop(key, entry);
          entry.controller.abort(signal.reason);
        }
      }
    },
    forget: () => entries.clear(),
  };
}

/** @throws the signal's reason as soon as it is aborted. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) {
    return promise;
  }
  let abort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
