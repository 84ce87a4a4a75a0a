import type { Rules } from '../../domain/rules/rules.ts';
import { JOB_NAMES, type JobName } from '../../domain/rules/schedules-rules.ts';
import { readLastRuns } from '../../store/schedule/job-runs.ts';
import type { StoreDatabase } from '../../store/schema.ts';

/** What has become of a job, for those who watch over it. */
export interface JobOutcome {
  job: JobName;
  /**
   * Its newest run that has ended failed for good or was missed; false for a job that is off. One that waits or is tried again says
   * nothing yet: it neither ends what is reported nor begins it.
   */
  failed: boolean;
  /** When it was last done; null when nothing is known of that. */
  doneAt: Date | null;
}

/** Every job of the rules, in their order. */
export async function readJobOutcomes({ db, rules }: { db: StoreDatabase; rules: Rules }): Promise<JobOutcome[]> {
  const [ended, done] = await Promise.all([readLastRuns(db, ['done', 'failed', 'missed']), readLastRuns(db, ['done'])]);
  return JOB_NAMES.map((job) => {
    const state = ended.find((run) => run.job === job)?.state ?? 'done';
    return {
      job,
      failed: rules.schedules[job] !== null && state !== 'done',
      doneAt: done.find((run) => run.job === job)?.finishedAt ?? null,
    };
  });
}
