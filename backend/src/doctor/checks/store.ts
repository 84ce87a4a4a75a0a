import { sql } from 'kysely';

import type { Clock } from '../../domain/clock/clock.ts';
import type { Store } from '../../store/driver/database.ts';
import { type Check, ok, warning } from '../check.ts';
import { TEXTS } from '../texts/doctor.ts';

/** Leases and expiries compare instants of several machines: a difference below this changes nothing. */
const SKEW_WARNING_MS = 5_000;

/** Does the store answer? It was brought up to date when it was opened. */
export async function checkStore(store: Pick<Store, 'kind' | 'ping'>, version: string): Promise<Check[]> {
  await store.ping();
  return [ok('store', TEXTS.store(version, store.kind === 'postgres'))];
}

/** Does the clock run, and does it agree with the store's? */
export async function checkClock({ db, clock }: { db: Store['db']; clock: Clock }): Promise<Check[]> {
  const asked = Date.now();
  const { now } = await db.selectNoFrom(sql<Date>`clock_timestamp()`.as('now')).executeTakeFirstOrThrow();
  // The store answered at some moment between question and answer.
  const skewMs = Math.abs(now.getTime() - (asked + Date.now()) / 2);
  return [
    skewMs > SKEW_WARNING_MS
      ? warning('clock', TEXTS.clockSkew(Math.round(skewMs / 1000)), TEXTS.synchronise())
      : ok('clock', TEXTS.clock()),
    ...(clock.fixed ? [warning('clock', TEXTS.fixedClock(clock.now().toISOString()))] : []),
  ];
}
