import { sql } from 'kysely';

import type { StoreDatabase } from './schema.ts';

/** A lease and who wants it. Time is the database's, one clock for all holders. */
export interface LeaseRequest {
  name: string;
  holder: string;
  /** How long it lasts without renewal, in milliseconds. */
  durationMs: number;
}

/**
 * A lease as one holder has it. The epoch alone does not say who that is: a standby that lagged when it was promoted counts from
 * an earlier one, and gives the same to somebody else.
 */
export interface HeldLease {
  name: string;
  holder: string;
  epoch: number;
}

/** A reading that a backend which does not lead was asked for. */
export interface SyncHint {
  /** Empty: all connections. */
  connection: string;
  /** Compare everything instead of what changed. */
  everything: boolean;
}

/** The lease of the backend that reads the upstreams. */
export const SYNC_LEASE = 'sync';

/** An expiry this many times further ahead than a lease lasts comes from a clock that was set back since. */
const FAR_AHEAD = 3;

const expiry = (durationMs: number) =>
  sql<Date>`clock_timestamp() + ${durationMs}::double precision * interval '1 millisecond'`;

/**
 * Takes a lease that has run out or was given back.
 *
 * @returns its new epoch, higher than any before; undefined while somebody else holds it
 */
export async function takeLease(
  db: StoreDatabase,
  { name, holder, durationMs }: LeaseRequest
): Promise<number | undefined> {
  const row = await db
    .updateTable('leases')
    .set({ holder, expires_at: expiry(durationMs), epoch: sql<number>`epoch + 1` })
    .where('name', '=', name)
    .where((where) =>
      where.or([
        where('expires_at', '<=', sql<Date>`clock_timestamp()`),
        where('expires_at', '>', expiry(FAR_AHEAD * durationMs)),
      ])
    )
    .returning('epoch')
    .executeTakeFirst();
  return row?.epoch;
}

/**
 * Renews a lease, also one that has run out as long as nobody took it, and takes what was asked for at other backends. One
 * statement, so that hints go to the holder of the lease alone.
 *
 * @returns undefined when somebody else took the lease
 */
export async function renewLease(
  db: StoreDatabase,
  { name, holder, epoch, durationMs }: HeldLease & LeaseRequest
): Promise<SyncHint[] | undefined> {
  const row = await db
    .with('renewed', (query) =>
      query
        .updateTable('leases')
        .set({ expires_at: expiry(durationMs) })
        .where('name', '=', name)
        .where('holder', '=', holder)
        .where('epoch', '=', epoch)
        .returning('epoch')
    )
    .with('taken', (query) =>
      query
        .deleteFrom('sync_hints')
        .where((where) => where.exists(where.selectFrom('renewed').select('epoch')))
        .returning(['connection', 'everything'])
    )
    .selectFrom('renewed')
    .select(sql<SyncHint[] | null>`(select json_agg(taken) from taken)`.as('hints'))
    .executeTakeFirst();
  return row && (row.hints ?? []);
}

/** Who holds a lease, or held it last. */
export interface LeaseState {
  holder: string;
  epoch: number;
  /** What is left of it, by the database's clock; negative once it has run out, null for one that was given back. */
  leftSeconds: number | null;
}

/** @returns undefined for a lease that nobody ever took */
export async function readLease(db: StoreDatabase, name: string): Promise<LeaseState | undefined> {
  const row = await db
    .selectFrom('leases')
    .select([
      'holder',
      'epoch',
      sql<number | null>`case when isfinite(expires_at)
        then extract(epoch from expires_at - clock_timestamp())::double precision end`.as('leftSeconds'),
    ])
    .where('name', '=', name)
    .executeTakeFirst();
  return row === undefined || row.epoch === 0 ? undefined : row;
}

/** Gives a lease back, so that the next who asks gets it. */
export async function releaseLease(db: StoreDatabase, { name, holder, epoch }: HeldLease): Promise<void> {
  await db
    .updateTable('leases')
    .set({ expires_at: sql<Date>`'-infinity'` })
    .where('name', '=', name)
    .where('holder', '=', holder)
    .where('epoch', '=', epoch)
    .execute();
}

/**
 * Makes sure, until the end of the transaction, that a lease is still held as it was taken: nobody can take it before that.
 *
 * The lock is that of a foreign key on a row it refers to: it conflicts with a change of the epoch, not with a renewal.
 * Source: PostgreSQL's manual, 13.3.2, "Row-Level Locks".
 */
export async function holdEpoch(transaction: StoreDatabase, { name, holder, epoch }: HeldLease): Promise<boolean> {
  const row = await transaction
    .selectFrom('leases')
    .select('epoch')
    .where('name', '=', name)
    .where('holder', '=', holder)
    .where('epoch', '=', epoch)
    .forKeyShare()
    .executeTakeFirst();
  return row !== undefined;
}

/** Leaves a hint for the backend that leads; those for the same connection become one. */
export async function leaveHints(db: StoreDatabase, hints: readonly SyncHint[]): Promise<void> {
  if (hints.length > 0) {
    await db
      .insertInto('sync_hints')
      .values([...hints])
      .onConflict((conflict) =>
        conflict.column('connection').doUpdateSet({
          everything: sql<boolean>`sync_hints.everything or excluded.everything`,
        })
      )
      .execute();
  }
}
