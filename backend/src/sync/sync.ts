import { setTimeout as sleep } from 'node:timers/promises';

import type { Clock } from '../clock.ts';
import type { Rules } from '../config/rules.ts';
import type { AteraClient } from '../integrations/atera/client.ts';
import type { OdooClient } from '../integrations/odoo/client.ts';
import type { Logger } from '../logger.ts';
import type { StoreDatabase } from '../store/schema.ts';
import { createAteraJobs } from './atera/jobs.ts';
import type { ConnectionJobs } from './connection-jobs.ts';
import { type ConnectionReport, ConnectionSync } from './connection-sync.ts';
import { createLeadership } from './leadership.ts';
import { createOdooJobs } from './odoo/jobs.ts';
import { createPurge } from './purge.ts';

/** An upstream account to read. */
export type SyncConnection =
  { name: string; kind: 'atera'; client: AteraClient } | { name: string; kind: 'odoo'; client: OdooClient };

export interface SyncOptions {
  db: StoreDatabase;
  rules: Rules;
  /** Business clock, for the ages people see; intervals and budgets use real time. */
  clock: Clock;
  logger: Logger;
  connections: readonly SyncConnection[];
  syncIntervalMs: number;
  reconcileIntervalMs: number;
  /** How long the leader's lease lasts without renewal, in milliseconds. */
  leaseMs?: number;
  /** Told after each write to the store: cached answers are out of date. */
  onRead?(): void;
}

/** What a reading asked for by hand came to. */
export interface SyncReport {
  /** False when another backend holds the lease: nothing was read here. */
  leader: boolean;
  connections: ConnectionReport[];
}

/** Keeps the store in step with the upstreams, in one of the backends that share it. */
export interface Sync {
  /** Reads now and at every interval from now on, whenever this backend leads. */
  start(): void;
  /** Aborts what is under way, waits for its end, gives the lease back. */
  stop(): Promise<void>;
  /**
   * Reads what changed now; joins a run that waits already. Never rejects because of an upstream: see the report.
   * @param options.full reconciles and reads everything again as well, and waits for it
   */
  syncNow(options?: { full?: boolean }): Promise<SyncReport>;
}

/** Intervals vary by so much, so that several installations do not ask an upstream in step. */
const JITTER = 0.1;

export function createSync(options: SyncOptions): Sync {
  const { db, logger, syncIntervalMs } = options;
  const stopped = new AbortController();
  const leadership = createLeadership({
    db,
    logger,
    ...(options.leaseMs === undefined ? {} : { leaseMs: options.leaseMs }),
  });
  const purge = createPurge(options);
  const connections = options.connections.map(
    (connection) =>
      new ConnectionSync(connection.name, jobsOf(connection, options), logger, options.reconcileIntervalMs)
  );
  let loop: Promise<void> | undefined;

  async function seekLeadership(): Promise<AbortSignal | undefined> {
    const term = stopped.signal.aborted ? undefined : await leadership.seek();
    return term && AbortSignal.any([term, stopped.signal]);
  }

  async function runAtIntervals(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        const signal = await seekLeadership();
        if (signal !== undefined) {
          for (const connection of connections) {
            void connection.runUnlessBusy({ signal, full: false, background: true });
          }
          await purge.runIfDue();
        }
      } catch (error) {
        logger.error({ err: error }, 'the store does not answer: nothing is synchronised');
      }
      const waitMs = syncIntervalMs * (1 + JITTER * (2 * Math.random() - 1));
      await sleep(waitMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  }

  return {
    start() {
      loop ??= runAtIntervals();
    },
    async stop() {
      stopped.abort(new Error('the synchronisation stops'));
      await loop;
      await Promise.all(connections.map((connection) => connection.settled()));
      await leadership.release();
    },
    async syncNow({ full = false } = {}) {
      const signal = await seekLeadership();
      if (signal === undefined) {
        return { leader: false, connections: [] };
      }
      // Without intervals nothing would go on in the background later: then all that is due is waited for.
      const background = loop !== undefined;
      const reports = await Promise.all(connections.map((connection) => connection.run({ signal, full, background })));
      return { leader: true, connections: reports };
    },
  };
}

function jobsOf(connection: SyncConnection, options: SyncOptions): ConnectionJobs {
  const shared = { ...options, changed: () => options.onRead?.() };
  return connection.kind === 'atera'
    ? createAteraJobs({ ...shared, client: connection.client })
    : createOdooJobs({ ...shared, client: connection.client });
}
