import { randomUUID } from 'node:crypto';

import { sql } from 'kysely';

import type { Check } from '../../doctor/check.ts';
import type { JobName } from '../../domain/rules/schedules-rules.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { StoreDatabase } from '../schema.ts';
import { JOB_STATES, type JobRunRow, type JobState } from './tables.ts';

/** A row of the ledger of jobs. */
export interface JobRun {
  id: string;
  job: JobName;
  /** Business clock; null: a person asked for it. */
  dueAt: Date | null;
  state: JobState;
  /** Begun so far. */
  attempts: number;
  nextAttemptAt: Date | null;
  requestedBy: string | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  error: LocalizedText | null;
  summary: LocalizedText | null;
  /** Of an examination; null for other jobs, and until it is done. */
  checks: Check[] | null;
}

/**
 * Notes a due time; one that is in the ledger stays as it is. What the job still waited to do for an earlier one is given up.
 *
 * @param missed - it is too old to be made up, and why
 */
export async function noteDueRun(
  db: StoreDatabase,
  { job, dueAt }: { job: JobName; dueAt: Date },
  { missed, givenUp }: { missed?: LocalizedText | undefined; givenUp: LocalizedText }
): Promise<void> {
  await giveUpWaiting(db, { job, dueBefore: dueAt }, givenUp);
  await db
    .insertInto('job_runs')
    .values({
      id: randomUUID(),
      job,
      due_at: dueAt,
      state: missed === undefined ? 'pending' : 'missed',
      error: missed === undefined ? null : JSON.stringify(missed),
    })
    .onConflict((conflict) => conflict.columns(['job', 'due_at']).doNothing())
    .execute();
}

/** Ends what waits for a due time before an instant, unless a person asked for it: as failed where it was tried, else as missed. */
export async function giveUpWaiting(
  db: StoreDatabase,
  { job, dueBefore }: { job?: JobName; dueBefore: Date },
  missed: LocalizedText
): Promise<void> {
  await db
    .updateTable('job_runs')
    .set({
      state: sql<JobState>`case when attempts = 0 then 'missed' else 'failed' end`,
      error: sql<string>`coalesce(error, ${JSON.stringify(missed)}::jsonb)`,
      next_attempt_at: null,
    })
    .where('state', '=', 'pending')
    .where('requested_by', 'is', null)
    .where('due_at', '<', dueBefore)
    .$if(job !== undefined, (query) => query.where('job', '=', job as JobName))
    .execute();
}

/**
 * Notes that a person wants a job done now. One that waits is brought forward instead.
 *
 * @returns its row; `accepted` unless it is under way
 */
export async function requestRun(
  db: StoreDatabase,
  job: JobName,
  requestedBy: string
): Promise<{ accepted: boolean; run: JobRun }> {
  const open = await db
    .selectFrom('job_runs')
    .selectAll()
    .where('job', '=', job)
    .where('state', 'in', ['pending', 'running'])
    .orderBy('noted_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (open?.state === 'running') {
    return { accepted: false, run: fromRow(open) };
  }
  const asked = { next_attempt_at: null, requested_by: requestedBy };
  const row =
    open === undefined
      ? await db
          .insertInto('job_runs')
          .values({ id: randomUUID(), job, due_at: null, state: 'pending', ...asked })
          .returningAll()
          .executeTakeFirstOrThrow()
      : await db.updateTable('job_runs').set(asked).where('id', '=', open.id).returningAll().executeTakeFirstOrThrow();
  return { accepted: true, run: fromRow(row) };
}

/** What is to be done now, in the order in which it was noted. Retries wait for their time, by the database's clock. */
export async function readPendingRuns(db: StoreDatabase): Promise<JobRun[]> {
  const rows = await db
    .selectFrom('job_runs')
    .selectAll()
    .where('state', '=', 'pending')
    .where((eb) =>
      eb.or([eb('next_attempt_at', 'is', null), eb('next_attempt_at', '<=', sql<Date>`clock_timestamp()`)])
    )
    .orderBy('noted_at')
    .execute();
  return rows.map(fromRow);
}

/** Runs under way. */
export async function readRunning(db: StoreDatabase): Promise<JobRun[]> {
  const rows = await db.selectFrom('job_runs').selectAll().where('state', '=', 'running').execute();
  return rows.map(fromRow);
}

/** Notes that a run begins. @returns undefined when it is not pending any more */
export async function beginRun(db: StoreDatabase, id: string): Promise<JobRun | undefined> {
  const row = await db
    .updateTable('job_runs')
    .set({
      state: 'running',
      attempts: sql`attempts + 1`,
      error: null,
      next_attempt_at: null,
      started_at: sql<Date>`clock_timestamp()`,
      finished_at: null,
    })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .returningAll()
    .executeTakeFirst();
  return row && fromRow(row);
}

/** What a run came to. */
export type RunOutcome =
  | { state: 'done'; summary: LocalizedText; checks: readonly Check[] | null }
  | { state: 'failed'; error: LocalizedText }
  /** Tried again, so long from now. */
  | { state: 'pending'; error: LocalizedText; retryInMs: number };

/** Notes what became of an attempt: of this one alone, so that one that was begun since stays as it is. */
export async function endRun(
  db: StoreDatabase,
  { id, attempts }: Pick<JobRun, 'id' | 'attempts'>,
  outcome: RunOutcome
): Promise<void> {
  await db
    .updateTable('job_runs')
    .set({
      state: outcome.state,
      finished_at: sql<Date>`clock_timestamp()`,
      ...(outcome.state === 'done'
        ? {
            summary: JSON.stringify(outcome.summary),
            checks: outcome.checks === null ? null : JSON.stringify(outcome.checks),
          }
        : { error: JSON.stringify(outcome.error) }),
      ...(outcome.state === 'pending'
        ? {
            next_attempt_at: sql<Date>`clock_timestamp() + ${outcome.retryInMs}::double precision * interval '1 millisecond'`,
          }
        : {}),
    })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('attempts', '=', attempts)
    .execute();
}

/** The newest run of each job, of those in one of these states. */
export async function readLastRuns(db: StoreDatabase, states: readonly JobState[] = JOB_STATES): Promise<JobRun[]> {
  const rows = await db
    .selectFrom('job_runs')
    .selectAll()
    .distinctOn('job')
    .where('state', 'in', states)
    .orderBy('job')
    .orderBy('noted_at', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** Removes what was noted before an instant, but for the newest of each job that is done. @returns how many rows */
export async function removeOldRuns(db: StoreDatabase, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('job_runs')
    .where('noted_at', '<', before)
    .where('state', 'not in', ['pending', 'running'])
    .where('id', 'not in', (eb) =>
      eb
        .selectFrom('job_runs')
        .select('id')
        .distinctOn('job')
        .where('state', '=', 'done')
        .orderBy('job')
        .orderBy('noted_at', 'desc')
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

function fromRow(row: JobRunRow): JobRun {
  return {
    id: row.id,
    job: row.job,
    dueAt: row.due_at,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    requestedBy: row.requested_by,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    error: row.error,
    summary: row.summary,
    checks: row.checks,
  };
}
