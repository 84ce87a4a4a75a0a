// p-queue rather than cockatiel's bulkhead, which serves the upstreams: that one lets newcomers overtake those who wait.
import PQueue from 'p-queue';

import type { Caller } from '../domain/access/caller.ts';
import { BusyError } from '../domain/busy-error.ts';

export interface TurnLimits {
  /** Works of one token at the same time. */
  perToken: number;
  /** The same for a token while no other one has been seen for a minute; absent: `perToken`. */
  alone?: number;
  /** Works of all tokens at the same time. */
  overall: number;
  /** Works of one token that may wait; absent: any number. */
  waiting?: number;
  /** How long a work may wait; absent: for any time. */
  maxWaitMs?: number;
}

/** Longer than the screens and alert rules that ask at intervals leave between two questions. */
const ALONE_AFTER_MS = 60_000;

/** How much of a token's work is under way and waits. */
export interface Share extends Caller {
  running: number;
  waiting: number;
}

/** Lets works of each token run in the order in which they came, a few at a time, and the tokens in turns. */
export interface Turns {
  /**
   * Runs work when its turn comes; a caller that has gone meanwhile loses its turn.
   * @param onBegin gets how long the work waited, in milliseconds.
   * @throws {BusyError} `queue_full`, `waited_too_long`; the signal's reason when it aborts before the turn has come.
   */
  run<T>(
    caller: Caller,
    work: () => Promise<T>,
    options?: { signal?: AbortSignal | undefined; onBegin?: (waitedMs: number) => void }
  ): Promise<T>;
  /** A token is there, with work that needs no turn: others are not alone. */
  seen(caller: Caller): void;
  /** Of the tokens that have any work here. */
  shares(): readonly Readonly<Share>[];
}

export function createTurns({ perToken, alone = perToken, overall, ...limits }: TurnLimits): Turns {
  const { waiting: mostWaiting = Infinity, maxWaitMs } = limits;
  // A token has no more than its few works in here, so that first come, first served is in turns.
  const everybody = new PQueue({ concurrency: overall });
  const tokens = new Map<string, Share & { queue: PQueue }>();
  /** When each token was there for the last time, the latest last. */
  const lastSeen = new Map<string, number>();

  const seen = ({ tokenId }: Caller): number => {
    const now = performance.now();
    lastSeen.delete(tokenId);
    lastSeen.set(tokenId, now);
    for (const [id, at] of lastSeen) {
      if (now - at < ALONE_AFTER_MS) {
        break;
      }
      lastSeen.delete(id);
    }
    const concurrency = lastSeen.size > 1 ? perToken : alone;
    for (const { queue } of tokens.values()) {
      if (queue.concurrency !== concurrency) {
        queue.concurrency = concurrency;
      }
    }
    return concurrency;
  };
  const shareOf = (caller: Caller) => {
    const concurrency = seen(caller);
    const { tokenId, tokenName } = caller;
    const known = tokens.get(tokenId);
    if (known !== undefined) {
      return known;
    }
    const share = { tokenId, tokenName, running: 0, waiting: 0, queue: new PQueue({ concurrency }) };
    tokens.set(tokenId, share);
    return share;
  };
  return {
    run: async (caller, work, { signal, onBegin } = {}) => {
      signal?.throwIfAborted();
      const share = shareOf(caller);
      if (share.waiting >= mostWaiting) {
        throw new BusyError('queue_full');
      }
      const since = performance.now();
      const place = new AbortController();
      const leave = (): void => place.abort(signal?.reason);
      signal?.addEventListener('abort', leave, { once: true });
      const timer =
        maxWaitMs === undefined
          ? undefined
          : setTimeout(() => place.abort(new BusyError('waited_too_long')), maxWaitMs).unref();
      let begun = false;
      const endWaiting = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', leave);
        share.waiting -= 1;
      };
      const begin = async () => {
        begun = true;
        endWaiting();
        share.running += 1;
        onBegin?.(performance.now() - since);
        try {
          return await work();
        } finally {
          share.running -= 1;
        }
      };
      share.waiting += 1;
      try {
        return await share.queue.add(() => everybody.add(begin, { signal: place.signal }), { signal: place.signal });
      } finally {
        if (!begun) {
          endWaiting();
        }
        if (share.running + share.waiting === 0) {
          tokens.delete(share.tokenId);
        }
      }
    },
    seen: (caller) => void seen(caller),
    shares: () => [...tokens.values()],
  };
}
