import { setTimeout as sleep } from 'node:timers/promises';

import type { Allowed } from '../domain/access/access.ts';
import type { Clock } from '../domain/clock/clock.ts';
import type { Rules } from '../domain/rules/rules.ts';
import type { Logger } from '../main/logger.ts';
import type { SyncStanding } from '../operation/standing.ts';
import type { Leading } from '../schedule/leader.ts';
import { fencedDatabase } from '../store/fenced-database.ts';
import { leaveHints, type SyncHint } from '../store/leases.ts';
import type { StoreDatabase } from '../store/schema.ts';
import type { Tracing } from '../tracing/tracing.ts';
import type { ConnectionSource } from './connections/connection-source.ts';
import type { ConnectionReport } from './connections/connection-sync.ts';
import { type Reader, Readers } from './connections/readers.ts';
import { Hints } from './hints.ts';
import { createHistory } from './history.ts';
import { createLeadership, FOLLOW_MS } from './leadership.ts';

export interface SyncOptions {
  db: StoreDatabase;
  /** The same store over a connection of its own, for the lease and for hints: see `Store.control`. */
  control: StoreDatabase;
  rules: Rules;
  /** Business clock, for the ages people see; intervals and budgets use real time. */
  clock: Clock;
  logger: Logger;
  connections: ConnectionSource;
  syncIntervalMs: number;
  reconcileIntervalMs: number;
  /** Records each reading; absent: nothing does. */
  tracing?: Tracing;
  /** How long the leader's lease lasts without renewal, in milliseconds. */
  leaseMs?: number;
  /** Least time between two readings of a connection that hints cause, in milliseconds. */
  hintIntervalMs?: number;
}

/** What a reading asked for by hand came to. */
export interface SyncReport {
  /** False when another backend holds the lease: nothing was read here, that one was asked to. */
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
   * @param options.connections only these, instead of all
   */
  syncNow(options?: { full?: boolean; connections?: Allowed }): Promise<SyncReport>;
  /**
   * Something about this connection changed, in itself or upstream: looks and reads soon, once for many hints. In a backend
   * that does not lead, it goes to the leader through the store.
   */
  hint(connection: string): void;
  /** What goes on now. */
  standing(): SyncStanding;
  /** What other work of the leader needs; undefined while another backend leads. Asks nobody. */
  leading(): Leading | undefined;
  /** The same, after taking the lease where it is free: for a command on its own store. */
  lead(): Promise<Leading | undefined>;
}

/** Intervals vary by so much, so that several installations do not ask an upstream in step. */
const JITTER = 0.1;
/** However many hints come, they cost an upstream one small reading in so much time. */
const HINT_INTERVAL_MS = 5_000;
/** The name in a hint that stands for every connection. */
const ALL = '';

export function createSync(options: SyncOptions): Sync {
  const { db, control, logger, syncIntervalMs } = options;
  const stopped = new AbortController();
  const leadership = createLeadership({
    control,
    logger,
    ...(options.leaseMs === undefined ? {} : { leaseMs: options.leaseMs }),
    settled: () => readers.forget(),
    onHints: (given) => given.forEach(follow),
  });
  // Whatever the synchronisation writes, it writes as the leader.
  const fenced = { ...options, db: fencedDatabase(db, leadership.fence) };
  const history = createHistory(fenced);
  const readers = new Readers({
    source: options.connections,
    jobs: fenced,
    logger,
    reconcileIntervalMs: options.reconcileIntervalMs,
    tracing: options.tracing,
    afterRun: () => history.record(),
  });
  const hints = new Hints({ intervalMs: options.hintIntervalMs ?? HINT_INTERVAL_MS, act: readHinted });
  let loop: Promise<void> | undefined;

  async function seekLeadership(): Promise<AbortSignal | undefined> {
    const term = stopped.signal.aborted ? undefined : await leadership.seek();
    return term && AbortSignal.any([term, stopped.signal]);
  }

  async function runAtIntervals(): Promise<void> {
    let away = false;
    while (!stopped.signal.aborted) {
      let term: AbortSignal | undefined;
      try {
        term = await seekLeadership();
        if (term !== undefined) {
          for (const reader of await readers.update()) {
            void reader.runUnlessBusy({ signal: term, full: false, background: true });
          }
        }
        away = false;
      } catch (error) {
        if (!away && !term?.aborted) {
          logger.error({ err: error }, 'the store does not answer: nothing is synchronised');
        }
        away = true;
      }
      const intervalMs = term === undefined ? Math.min(FOLLOW_MS, syncIntervalMs) : syncIntervalMs;
      const waitMs = intervalMs * (1 + JITTER * (2 * Math.random() - 1));
      await sleep(waitMs, undefined, { signal: term ?? stopped.signal }).catch(() => undefined);
    }
  }

  /** Does what was asked for at another backend. */
  function follow({ connection, everything }: SyncHint): void {
    if (everything) {
      void readNow(connection, true);
    } else {
      hints.add(connection);
    }
  }

  function readHinted(name: string): Promise<void> {
    return readNow(name, false);
  }

  async function readNow(name: string, full: boolean): Promise<void> {
    try {
      const signal = await seekLeadership();
      if (signal !== undefined) {
        const asked = (await readers.update()).filter(({ connection }) => name === ALL || connection.name === name);
        await Promise.all(asked.map((reader) => reader.run({ signal, full, background: true })));
      } else if (!stopped.signal.aborted) {
        await leaveHints(db, [{ connection: name, everything: full }]);
      }
    } catch (error) {
      logger.error({ err: error, connection: name }, 'a hint could not be followed: the next interval reads');
    }
  }

  function leadingOf(term: AbortSignal | undefined): Leading | undefined {
    return term && { db: fenced.db, signal: term };
  }

  return {
    start() {
      loop ??= runAtIntervals();
    },
    async stop() {
      stopped.abort(new Error('the synchronisation stops'));
      await loop;
      await hints.stop();
      await readers.settled();
      await history.stop();
      await leadership.release();
    },
    async syncNow({ full = false, connections = 'all' } = {}) {
      const signal = await seekLeadership();
      if (signal === undefined) {
        if (!stopped.signal.aborted) {
          const names = connections === 'all' ? [ALL] : connections;
          await leaveHints(
            db,
            names.map((connection) => ({ connection, everything: full }))
          );
        }
        return { leader: false, connections: [] };
      }
      // Without intervals nothing would go on in the background later: then all that is due is waited for.
      const background = loop !== undefined;
      const wanted = ({ connection }: Reader) => connections === 'all' || connections.includes(connection.name);
      const asked = (await readers.update()).filter(wanted);
      const reports = await Promise.all(asked.map((reader) => reader.run({ signal, full, background })));
      return { leader: true, connections: reports };
    },
    hint: (connection) => hints.add(connection),
    leading: () => leadingOf(leadership.current()),
    lead: async () => leadingOf(await seekLeadership()),
    standing: () => {
      const epoch = leadership.fence.epoch() ?? null;
      return { leads: epoch !== null, epoch, readings: readers.standing() };
    },
  };
}
