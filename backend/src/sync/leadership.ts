import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

import type { Logger } from '../main/logger.ts';
import type { Fence } from '../store/fenced-database.ts';
import { releaseLease, renewLease, SYNC_LEASE, type SyncHint, takeLease } from '../store/leases.ts';
import type { StoreDatabase } from '../store/schema.ts';

export interface LeadershipOptions {
  /** A way to the store that no other work can keep busy: a leader that cannot renew stops leading. */
  control: StoreDatabase;
  logger: Logger;
  /** How long the lease lasts without renewal, in milliseconds. It is renewed several times in that. */
  leaseMs?: number;
  /** Resolves when nothing goes on any more that was begun in an earlier term; a new one begins only then. */
  settled(): Promise<void>;
  /** Called in the backend that leads with what was asked for at the others. */
  onHints(hints: readonly SyncHint[]): void;
}

/** Several backends may share a store: the one that holds the lease `sync` reads the upstreams. */
export interface Leadership {
  /** Lets this backend's writes through while it leads, and no longer. */
  readonly fence: Fence;
  /**
   * Takes the lease unless somebody else has it, and keeps it until {@link Leadership.release} or until it is lost.
   * @returns a signal that aborts when leadership is lost; undefined while somebody else leads
   */
  seek(): Promise<AbortSignal | undefined>;
  /** The same signal while this backend leads, without asking for the lease. */
  current(): AbortSignal | undefined;
  /** Gives the lease back and takes it no more. */
  release(): Promise<void>;
}

/** A leader that was killed is replaced after this long, and the time until another backend asks ({@link FOLLOW_MS}). */
const LEASE_MS = 6_000;
/** Renewals in the duration of a lease: the store may miss most of them. They also bring the hints of other backends. */
const RENEWALS = 6;
/** How often a backend that does not lead looks whether the lease is free, in milliseconds. */
export const FOLLOW_MS = 1_000;

interface Term {
  epoch: number;
  ended: AbortController;
  /** When the last renewal that went through was asked for, in real time. */
  renewedAt: number;
  /** Whether the store has not answered the last renewal. */
  unanswered: boolean;
}

/** One that stands still may lose the lease unawares: what then keeps it from writing is the {@link Fence}, not this. */
export function createLeadership(options: LeadershipOptions): Leadership {
  const { control, logger, leaseMs = LEASE_MS } = options;
  const holder = `${hostname()}:${process.pid}:${randomUUID()}`;
  const lease = { name: SYNC_LEASE, holder, durationMs: leaseMs };
  let term: Term | undefined;
  let renewal: NodeJS.Timeout | undefined;
  let seeking: Promise<AbortSignal | undefined> | undefined;
  let released = false;

  function end(reason: string): void {
    clearTimeout(renewal);
    term?.ended.abort(new Error(reason));
    term = undefined;
  }

  function loseTo(epoch: number): void {
    if (term?.epoch === epoch) {
      logger.warn({ epoch }, 'another backend synchronises from now on');
      end('leadership lost');
    }
  }

  async function take(): Promise<AbortSignal | undefined> {
    await options.settled();
    const askedAt = performance.now();
    const epoch = released ? undefined : await takeLease(control, lease);
    if (epoch === undefined) {
      return undefined;
    }
    term = { epoch, ended: new AbortController(), renewedAt: askedAt, unanswered: false };
    renewLater(term);
    logger.info({ holder, epoch }, 'this backend synchronises');
    return term.ended.signal;
  }

  function renewLater(current: Term): void {
    renewal = setTimeout(() => void renew(current), leaseMs / RENEWALS);
  }

  async function renew(current: Term): Promise<void> {
    const askedAt = performance.now();
    try {
      const hints = await renewLease(control, { ...lease, epoch: current.epoch });
      if (hints === undefined) {
        loseTo(current.epoch);
        return;
      }
      current.renewedAt = askedAt;
      current.unanswered = false;
      if (current === term) {
        options.onHints(hints);
      }
    } catch (error) {
      if (!current.unanswered) {
        logger.warn({ err: error }, 'the lease of the synchronisation could not be renewed');
      }
      current.unanswered = true;
      // The store may be away for a moment; the lease is ours until it runs out.
      if (current === term && performance.now() - current.renewedAt >= leaseMs) {
        logger.warn('the store does not answer: this backend synchronises no more');
        end('the store does not answer');
      }
    }
    if (current === term) {
      renewLater(current);
    }
  }

  return {
    fence: { lease: SYNC_LEASE, holder, epoch: () => term?.epoch, lost: loseTo },
    seek() {
      if (term !== undefined) {
        return Promise.resolve(term.ended.signal);
      }
      seeking ??= take().finally(() => {
        seeking = undefined;
      });
      return seeking;
    },
    current: () => term?.ended.signal,
    async release() {
      released = true;
      await seeking?.catch(() => undefined);
      if (term === undefined) {
        return;
      }
      const { epoch } = term;
      end('leadership given back');
      try {
        await releaseLease(control, { name: SYNC_LEASE, holder, epoch });
      } catch (error) {
        logger.warn({ err: error }, 'the lease of the synchronisation could not be given back: it runs out by itself');
      }
    },
  };
}
