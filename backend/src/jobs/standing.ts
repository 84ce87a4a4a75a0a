import type { Clock } from '../domain/clock/clock.ts';
import type { Rules } from '../domain/rules/rules.ts';
import { JOB_NAMES, type JobName } from '../domain/rules/schedules-rules.ts';
import { type JobRun, readLastRuns } from '../store/schedule/job-runs.ts';
import type { StoreDatabase } from '../store/schema.ts';
import { scheduledJobs } from './scheduled-jobs.ts';

/** When a job is due, and what became of it. */
export interface JobSchedule {
  name: JobName;
  /** Cron expression; null: off. */
  schedule: string | null;
  /** IANA name. */
  timezone: string;
  nextAt: Date | null;
}

export interface JobStanding extends JobSchedule {
  /** The newest run, whatever its state. */
  last: JobRun | null;
  /** The newest one that is done. */
  lastDone: JobRun | null;
}

/** When each job is due next, off or not. */
export function jobSchedules(rules: Rules, now: Date): JobSchedule[] {
  const scheduled = scheduledJobs(rules);
  return JOB_NAMES.map((name) => {
    const found = scheduled.find(({ job }) => job === name);
    return {
      name,
      schedule: rules.schedules[name],
      timezone: rules.grafana.timezone,
      nextAt: found?.occurrences.next(now) ?? null,
    };
  });
}

/** All jobs, in the order of the rules. */
export async function readJobs(options: { db: StoreDatabase; rules: Rules; clock: Clock }): Promise<JobStanding[]> {
  const { db, rules, clock } = options;
  const [last, done] = await Promise.all([readLastRuns(db), readLastRuns(db, ['done'])]);
  const of = (runs: readonly JobRun[], name: JobName): JobRun | null => runs.find(({ job }) => job === name) ?? null;
  return jobSchedules(rules, clock.now()).map((schedule) => ({
    ...schedule,
    last: of(last, schedule.name),
    lastDone: of(done, schedule.name),
  }));
}
