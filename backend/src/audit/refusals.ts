import { type Refusal, REFUSED_ACTION } from '../domain/access/refusal.ts';
import type { Actor } from '../identity/actor.ts';
import type { Logger } from '../main/logger.ts';
import { recordAudit } from '../store/audit.ts';
import type { AuditData, StoreDatabase } from '../store/schema.ts';
import { recordable } from './recordable.ts';

/** A refused attempt and where it came from. */
export interface RefusedAttempt extends Pick<Refusal, 'dataset' | 'enterprise'> {
  actor: Actor;
  reason: Refusal['reason'] | 'various';
  /** Method and route, not the path: that could hold anything. */
  route: string;
  address: string;
}

/**
 * Refused attempts on their way into the audit. They are counted in memory and written once a minute, equal ones as one
 * entry, so that endless attempts neither slow requests nor fill the store.
 */
export interface Refusals {
  /** Counts an attempt: at once, without a store, and without failing. */
  note(attempt: RefusedAttempt): void;
  /** Writes what was counted. What the store does not take is kept for the next time. */
  flush(): Promise<void>;
  /** Writes once a minute from now on. */
  start(): void;
  /** Writes the rest. */
  stop(): Promise<void>;
}

/** Entries in a minute: more kinds of attempts are an attack by itself, and their number says all. */
export const MAX_ENTRIES = 20;

const FLUSH_INTERVAL_MS = 60_000;

interface Counted {
  attempt: RefusedAttempt;
  attempts: number;
  firstAt: Date;
  lastAt: Date;
}

/** What did not fit, as one entry. */
const VARIOUS: RefusedAttempt = {
  actor: { tokenId: 'various', tokenName: 'various', user: null, role: null, org: null },
  reason: 'various',
  route: 'various',
  address: 'various',
};

export function createRefusals(db: StoreDatabase, logger: Logger): Refusals {
  let counted = new Map<string, Counted>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  function add(one: Counted): void {
    const full = counted.size >= MAX_ENTRIES - 1 && !counted.has(keyOf(one.attempt));
    const attempt = full ? VARIOUS : one.attempt;
    const key = keyOf(attempt);
    const known = counted.get(key);
    if (known === undefined) {
      counted.set(key, { ...one, attempt });
    } else {
      known.attempts += one.attempts;
      known.lastAt = one.lastAt;
    }
  }

  async function write(): Promise<void> {
    const batch = [...counted.values()];
    counted = new Map();
    if (batch.length === 0) {
      return;
    }
    try {
      await db.transaction().execute(async (transaction) => {
        for (const one of batch) {
          await recordAudit(transaction, entryOf(one));
        }
      });
    } catch (error) {
      logger.warn({ err: error }, 'refused attempts could not be written to the audit; tried again in a minute');
      batch.forEach(add);
    }
  }

  const flush = (): Promise<void> => (writing = writing.then(write));
  return {
    note(attempt) {
      const now = new Date();
      add({ attempt, attempts: 1, firstAt: now, lastAt: now });
    },
    flush,
    start() {
      timer ??= setInterval(() => void flush(), FLUSH_INTERVAL_MS).unref();
    },
    stop() {
      clearInterval(timer);
      return flush();
    },
  };
}

/**
 * What makes attempts equal. The rest is that of the first: it could be another one each time, above all by those who have
 * no token at all, and who therefore get one entry.
 */
function keyOf({ actor, reason, route, dataset }: RefusedAttempt): string {
  return JSON.stringify(reason === 'token_unknown' ? [reason] : [actor, reason, route, dataset]);
}

function entryOf({ attempt, attempts, firstAt, lastAt }: Counted) {
  const { actor, reason, route, dataset, enterprise, address } = attempt;
  const target: AuditData = {
    reason,
    route,
    ...(dataset === undefined ? {} : { dataset }),
    ...(enterprise === undefined ? {} : { enterprise: recordable(enterprise) }),
    address,
    attempts,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
  };
  return { ...actor, action: REFUSED_ACTION, target, before: null, after: null };
}
