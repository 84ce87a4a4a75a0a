import type { Check } from '../doctor/check.ts';
import type { Clock } from '../domain/clock/clock.ts';
import { VigieError } from '../domain/errors.ts';
import type { Rules } from '../domain/rules/rules.ts';
import { JOB_NAMES } from '../domain/rules/schedules-rules.ts';
import { fold } from '../domain/text/text.ts';
import type { LocalizedText } from '../domain/tickets/labels.ts';
import type { Actor } from '../identity/actor.ts';
import type { Logger } from '../main/logger.ts';
import { createDueTimes, MAKE_UP_MS } from '../schedule/due-times.ts';
import type { Leading } from '../schedule/leader.ts';
import type { ScheduledWork } from '../schedule/scheduler.ts';
import { recordAudit } from '../store/audit.ts';
import {
  beginRun,
  endRun,
  giveUpWaiting,
  type JobRun,
  noteDueRun,
  readPendingRuns,
  readRunning,
  requestRun,
} from '../store/schedule/job-runs.ts';
import type { StoreDatabase } from '../store/schema.ts';
import { createExamination } from './examination.ts';
import type { Job, JobResult } from './job.ts';
import { createPurge } from './purge.ts';
import { scheduledJobs } from './scheduled-jobs.ts';
import { type JobSchedule, jobSchedules, type JobStanding, readJobs } from './standing.ts';
import { JOB_TEXTS } from './texts.ts';
import { createTidyUp } from './tidy-up.ts';

/** What happens at a time of day: what the routes, the command line and the scheduler do with it. */
export interface Jobs {
  schedules(): JobSchedule[];
  /** All jobs with their last runs, in the order of the rules. */
  list(): Promise<JobStanding[]>;
  /**
   * Asks the backend that leads to do a job now; recorded in the audit.
   *
   * @param name - compared folded
   * @throws {VigieError} `not_found`; `conflict` while it is under way
   */
  request(name: string, actor: Actor): Promise<JobRun>;
  /** Does what the ledger has to be done now, as the leader: one job after the other. */
  runPending(leading: Leading, stopped: AbortSignal): Promise<void>;
  /** What the leader does at all times. */
  readonly work: ScheduledWork;
}

export interface JobsOptions {
  db: StoreDatabase;
  rules: Rules;
  clock: Clock;
  logger: Logger;
  /** Looks at every part. Rejects when the signal is aborted. */
  examine: (signal: AbortSignal) => Promise<Check[]>;
  /** What people read of an error; its own text could hold anything. */
  describe: (job: string, error: unknown) => LocalizedText;
  /** How long after each attempt that failed the next one comes, in milliseconds. */
  retriesMs?: readonly number[];
  /** In the place of what they are; for tests. */
  jobs?: readonly Job[];
}

const RETRIES_MS = [1, 5, 30, 120].map((minutes) => minutes * 60_000);

export function createJobs(options: JobsOptions): Jobs {
  const { db: store, rules, clock, logger, describe, retriesMs = RETRIES_MS } = options;
  const jobs = options.jobs ?? [createPurge(options), createTidyUp(options), createExamination(options.examine)];
  const scheduled = scheduledJobs(rules);
  const dueTimes = createDueTimes();

  /** One run for all the due times that have come: a purge of yesterday has nothing to do after one of today. */
  async function noteDue(leading: Leading): Promise<void> {
    const now = clock.now();
    const limit = new Date(now.getTime() - MAKE_UP_MS);
    for (const each of scheduled) {
      const came = await dueTimes.since(each, leading, now);
      const dueAt = came?.times.at(-1);
      if (came === undefined || dueAt === undefined) {
        continue;
      }
      await leading.db.transaction().execute(async (transaction) => {
        const missed = dueAt < limit ? JOB_TEXTS.missed : undefined;
        await noteDueRun(transaction, { job: each.job, dueAt }, { missed, givenUp: JOB_TEXTS.givenUp });
        await came.done(transaction);
      });
    }
    await giveUpWaiting(leading.db, { dueBefore: limit }, JOB_TEXTS.missed);
  }

  /** The leader works alone, one job after the other: what is under way now was cut off with the process that began it. */
  async function takeUpCutOff({ db }: Leading): Promise<void> {
    for (const run of await readRunning(db)) {
      const again = run.attempts <= retriesMs.length;
      logger.warn({ job: run.job, dueAt: run.dueAt, again }, 'a job was cut off');
      await endRun(
        db,
        run,
        again
          ? { state: 'pending', error: JOB_TEXTS.cutOff, retryInMs: 0 }
          : { state: 'failed', error: JOB_TEXTS.cutOffForGood }
      );
    }
  }

  async function runPending(leading: Leading, stopped: AbortSignal): Promise<void> {
    await takeUpCutOff(leading);
    const over = { db: leading.db, signal: AbortSignal.any([leading.signal, stopped]) };
    for (const run of await readPendingRuns(leading.db)) {
      if (over.signal.aborted) {
        return;
      }
      await execute(run, over);
    }
  }

  async function execute(pending: JobRun, leading: Leading): Promise<void> {
    const job = jobs.find(({ name }) => name === pending.job);
    const run = job && (await beginRun(leading.db, pending.id));
    if (job === undefined || run === undefined) {
      return;
    }
    let result: JobResult;
    try {
      result = await job.run(leading);
    } catch (error) {
      if (!leading.signal.aborted) {
        await fail(run, leading, error);
      }
      return;
    }
    await endRun(leading.db, run, { state: 'done', ...result });
    logger.info({ job: run.job, dueAt: run.dueAt, summary: result.summary.en }, 'a job is done');
  }

  async function fail(run: JobRun, { db }: Leading, thrown: unknown): Promise<void> {
    const error = describe(run.job, thrown);
    const retryInMs = retriesMs[run.attempts - 1];
    const details = { job: run.job, dueAt: run.dueAt, attempts: run.attempts, error: error.en };
    if (retryInMs === undefined) {
      await endRun(db, run, { state: 'failed', error });
      logger.error(details, 'a job failed, and is not tried again before its next due time');
    } else {
      await endRun(db, run, { state: 'pending', error, retryInMs });
      logger.error({ ...details, retryInMs }, 'a job failed: it is tried again');
    }
  }

  return {
    schedules: () => jobSchedules(rules, clock.now()),
    list: () => readJobs({ db: store, rules, clock }),
    async request(name, actor) {
      const job = JOB_NAMES.find((each) => fold(each) === fold(name));
      if (job === undefined) {
        const known = JOB_NAMES.join(', ');
        throw new VigieError('not_found', {
          fr: `Aucune tâche ne porte ce nom ; il y a : ${known}.`,
          en: `There is no job of this name; there are: ${known}.`,
        });
      }
      return store.transaction().execute(async (transaction) => {
        const { accepted, run } = await requestRun(transaction, job, actor.user ?? actor.tokenName);
        if (!accepted) {
          throw new VigieError('conflict', {
            fr: 'Cette tâche est en cours : attendez qu’elle soit finie.',
            en: 'This is being done right now: wait until it is done.',
          });
        }
        await recordAudit(transaction, { ...actor, action: 'job.run', target: { job }, before: null, after: null });
        return run;
      });
    },
    runPending,
    work: {
      name: 'jobs',
      async run(leading, stopped) {
        await noteDue(leading);
        await runPending(leading, stopped);
      },
    },
  };
}
