import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

import type { Logger } from '../main/logger.ts';
import { releaseLease, takeLease } from '../store/leases.ts';
import type { StoreDatabase } from '../store/schema.ts';

export interface LeadershipOptions {
  db: StoreDatabase;
  logger: Logger;
  /** How long the lease lasts without renewal, in milliseconds. It is renewed three times in that. */
  leaseMs?: number;
}

/** Several backends may share a store: the one that holds the lease `sync` reads the upstreams. */
export interface Leadership {
  /**
   * Takes the lease unless somebody else has it, and keeps it until {@link Leadership.release} or until it is lost.
   * @returns a signal that aborts when leadership is lost; undefined while somebody else leads
   */
  seek(): Promise<AbortSignal | undefined>;
  release(): Promise<void>;
}

const LEASE = 'sync';

export function createLeadership({ db, logger, leaseMs = 30_000 }: LeadershipOptions): Leadership {
  const holder = `${hostname()}:${process.pid}:${randomUUID()}`;
  let term: AbortController | undefined;
  let renewal: NodeJS.Timeout | undefined;
  let renewedAt = 0;

  async function take(): Promise<boolean> {
    const askedAt = performance.now();
    const taken = await takeLease(db, { name: LEASE, holder, durationMs: leaseMs });
    if (taken) {
      renewedAt = askedAt;
    }
    return taken;
  }

  function end(reason: string): void {
    clearInterval(renewal);
    renewal = undefined;
    term?.abort(new Error(reason));
    term = undefined;
  }

  async function renew(): Promise<void> {
    const current = term;
    let held: boolean;
    try {
      held = await take();
    } catch (error) {
      // The store may be away for a moment; the lease is ours until it runs out.
      held = performance.now() - renewedAt < leaseMs;
      logger.warn({ err: error }, 'the lease of the synchronisation could not be renewed');
    }
    if (!held && current !== undefined && current === term) {
      logger.warn('another backend synchronises from now on');
      end('leadership lost');
    }
  }

  return {
    async seek() {
      if (term === undefined && (await take()) && term === undefined) {
        term = new AbortController();
        renewal = setInterval(() => void renew(), leaseMs / 3);
        logger.info({ holder }, 'this backend synchronises');
      }
      return term?.signal;
    },
    async release() {
      if (term === undefined) {
        return;
      }
      end('leadership given back');
      try {
        await releaseLease(db, { name: LEASE, holder });
      } catch (error) {
        logger.warn({ err: error }, 'the lease of the synchronisation could not be given back: it runs out by itself');
      }
    },
  };
}
