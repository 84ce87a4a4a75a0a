import { randomUUID } from 'node:crypto';

import { sql, type SqlBool } from 'kysely';

import type { ReportKind } from '../../domain/rules/reports-rules.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { DeliveryRecipient, DeliveryState, ReportDeliveryRow, StoreDatabase } from '../schema.ts';

/** What a row of the ledger is about. */
export interface DueReport {
  report: string;
  kind: ReportKind;
  /** Empty for a service report. */
  enterprise: string;
  dueAt: Date;
}

/** A row of the ledger. */
export interface Delivery extends DueReport {
  id: string;
  state: DeliveryState;
  attempts: number;
  /** Of the mail under way or the last one; null before the first. */
  attempt: string | null;
  nextAttemptAt: Date | null;
  recipients: DeliveryRecipient[];
  error: LocalizedText | null;
  late: boolean;
  requestedBy: string | null;
  startedAt: Date | null;
  finishedAt: Date | null;
}

/** Rows of one statement: a row has seven parameters, and a statement takes 65,535. */
const ROWS_AT_ONCE = 1_000;

/**
 * Notes due times that are new; those already in the ledger stay as they are.
 *
 * @param missed - they are too old to be made up, and why
 */
export async function noteDue(db: StoreDatabase, due: readonly DueReport[], missed?: LocalizedText): Promise<void> {
  for (let first = 0; first < due.length; first += ROWS_AT_ONCE) {
    const rows = due.slice(first, first + ROWS_AT_ONCE).map(({ dueAt, ...rest }) => ({
      id: randomUUID(),
      ...rest,
      due_at: dueAt,
      state: missed === undefined ? ('pending' as const) : ('missed' as const),
      error: missed === undefined ? null : JSON.stringify(missed),
      late: missed !== undefined,
    }));
    await db
      .insertInto('report_deliveries')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['report', 'enterprise', 'due_at']).doNothing())
      .execute();
  }
}

/** What is to be sent now, those that are due for longest first. Retries wait for their time, by the database's clock. */
export async function readPending(db: StoreDatabase, limit: number): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('report_deliveries')
    .selectAll()
    .where('state', '=', 'pending')
    .where((eb) =>
      eb.or([eb('next_attempt_at', 'is', null), eb('next_attempt_at', '<=', sql<Date>`clock_timestamp()`)])
    )
    .orderBy('due_at')
    .orderBy('report')
    .orderBy('enterprise')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** A line of the ledger as somebody has read it. */
export type ReadDelivery = Pick<Delivery, 'id' | 'attempts' | 'attempt'>;

/**
 * Holds while a line is pending and nobody has tried it since it was read. A report takes long to be made: another leader may have tried
 * meanwhile, and left it pending for a later time and for those who have not got it.
 */
function isAsRead({ id, attempts, attempt }: ReadDelivery) {
  return sql<SqlBool>`id = ${id} and state = 'pending' and attempts = ${attempts} and attempt is not distinct from ${attempt}`;
}

/**
 * Notes that a mail is about to go out: from here on nobody sends it again by itself.
 *
 * @returns false when it is not pending any more, or was tried since it was read
 */
export async function beginSending(
  db: StoreDatabase,
  delivery: ReadDelivery,
  { attempt, late }: { attempt: string; late: boolean }
): Promise<boolean> {
  const row = await db
    .updateTable('report_deliveries')
    .set({
      state: 'sending',
      attempt,
      late,
      attempts: sql`attempts + 1`,
      error: null,
      next_attempt_at: null,
      started_at: sql<Date>`clock_timestamp()`,
      finished_at: null,
    })
    .where(isAsRead(delivery))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** What became of an attempt. */
export interface AttemptOutcome {
  state: 'sent' | 'failed' | 'maybe_sent' | 'pending';
  recipients: readonly DeliveryRecipient[];
  error: LocalizedText | null;
  /** When a pending one is tried again, in milliseconds from now. */
  retryInMs: number | null;
}

/**
 * Notes what became of a mail. It is a fact, no matter who leads by now: it holds for this attempt alone, so that nothing that was
 * begun since is touched.
 *
 * @returns false when another attempt was begun since
 */
export async function endSending(db: StoreDatabase, attempt: string, outcome: AttemptOutcome): Promise<boolean> {
  const row = await db
    .updateTable('report_deliveries')
    .set({ ...outcomeColumns(outcome), finished_at: sql<Date>`clock_timestamp()` })
    .where('attempt', '=', attempt)
    .where('state', 'in', ['sending', 'maybe_sent'])
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes that a report could not be made, so that no mail went out; nothing when somebody has tried it since it was read. */
export async function noteNotMade(
  db: StoreDatabase,
  delivery: ReadDelivery,
  outcome: Omit<AttemptOutcome, 'recipients'>
): Promise<void> {
  const { state, error, next_attempt_at } = outcomeColumns({ ...outcome, recipients: [] });
  await db
    .updateTable('report_deliveries')
    .set({ state, error, next_attempt_at, attempts: sql`attempts + 1`, finished_at: sql<Date>`clock_timestamp()` })
    .where(isAsRead(delivery))
    .execute();
}

function outcomeColumns({ state, recipients, error, retryInMs }: AttemptOutcome) {
  return {
    state,
    recipients: JSON.stringify(recipients),
    error: error === null ? null : JSON.stringify(error),
    next_attempt_at:
      retryInMs === null
        ? null
        : sql<Date>`clock_timestamp() + ${retryInMs}::double precision * interval '1 millisecond'`,
  };
}

/**
 * The present leader sends alone: a mail that is under way and not one of its own was begun by a process that ended, or that stood
 * still. Whether the mail server took it is not known.
 *
 * @param own - attempts of this process
 * @returns how many there were
 */
export async function giveUpOrphans(
  db: StoreDatabase,
  own: readonly string[],
  error: LocalizedText
): Promise<Delivery[]> {
  const rows = await db
    .updateTable('report_deliveries')
    .set({ state: 'maybe_sent', error: JSON.stringify(error), finished_at: sql<Date>`clock_timestamp()` })
    .where('state', '=', 'sending')
    .$if(own.length > 0, (query) => query.where('attempt', 'not in', own))
    .returningAll()
    .execute();
  return rows.map(fromRow);
}

/**
 * Puts a due time at the head of what is to be sent, since a person asked for it: one that is under way stays as it is.
 * A due time that is not in the ledger is put there.
 *
 * @returns its row; `accepted` when it is not under way
 */
export async function requestSending(
  db: StoreDatabase,
  { dueAt, ...due }: DueReport,
  requestedBy: string
): Promise<{ accepted: boolean; delivery: Delivery }> {
  const asked = {
    state: 'pending' as const,
    attempts: 0,
    next_attempt_at: null,
    error: null,
    requested_by: requestedBy,
  };
  const row = await db
    .insertInto('report_deliveries')
    .values({ id: randomUUID(), ...due, due_at: dueAt, ...asked })
    .onConflict((conflict) =>
      conflict
        .columns(['report', 'enterprise', 'due_at'])
        .doUpdateSet(asked)
        .where('report_deliveries.state', '!=', 'sending')
    )
    .returningAll()
    .executeTakeFirst();
  if (row !== undefined) {
    return { accepted: true, delivery: fromRow(row) };
  }
  const [delivery] = await db
    .selectFrom('report_deliveries')
    .selectAll()
    .where('report', '=', due.report)
    .where('enterprise', '=', due.enterprise)
    .where('due_at', '=', dueAt)
    .execute()
    .then((rows) => rows.map(fromRow));
  if (delivery === undefined) {
    throw new Error('a row of the ledger of reports vanished while it was asked for');
  }
  return { accepted: false, delivery };
}

/** Gives up what has waited for so long that nobody wants it any more, unless a person asked for it. */
export async function missPending(db: StoreDatabase, dueBefore: Date, error: LocalizedText): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('report_deliveries')
    .set({ state: 'missed', error: JSON.stringify(error), next_attempt_at: null })
    .where('state', '=', 'pending')
    .where('requested_by', 'is', null)
    .where('due_at', '<', dueBefore)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Which rows are read. */
export interface DeliveryFilter {
  limit: number;
  report?: string | undefined;
  dueAt?: Date | undefined;
}

/** The ledger, newest due time first. */
export async function readDeliveries(db: StoreDatabase, { limit, report, dueAt }: DeliveryFilter): Promise<Delivery[]> {
  let query = db.selectFrom('report_deliveries').selectAll();
  if (report !== undefined) {
    query = query.where('report', '=', report);
  }
  if (dueAt !== undefined) {
    query = query.where('due_at', '=', dueAt);
  }
  const rows = await query.orderBy('due_at', 'desc').orderBy('report').orderBy('enterprise').limit(limit).execute();
  return rows.map(fromRow);
}

/** Removes rows whose due time is before an instant. @returns how many */
export async function purgeDeliveries(db: StoreDatabase, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('report_deliveries')
    .where('due_at', '<', before)
    .where('state', 'not in', ['pending', 'sending'])
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

function fromRow(row: ReportDeliveryRow): Delivery {
  return {
    id: row.id,
    report: row.report,
    kind: row.kind,
    enterprise: row.enterprise,
    dueAt: row.due_at,
    state: row.state,
    attempts: row.attempts,
    attempt: row.attempt,
    nextAttemptAt: row.next_attempt_at,
    recipients: row.recipients,
    error: row.error,
    late: row.late,
    requestedBy: row.requested_by,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
