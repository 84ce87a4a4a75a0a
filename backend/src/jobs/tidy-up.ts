import type { Clock } from '../domain/clock/clock.ts';
import type { Rules } from '../domain/rules/rules.ts';
import { scheduledReports } from '../reports/note-due.ts';
import { thinSnapshots } from '../store/history/snapshots.ts';
import { removeOldRuns } from '../store/schedule/job-runs.ts';
import { forgetSchedules } from '../store/schedule/schedules.ts';
import type { Job } from './job.ts';
import { scheduledJobs } from './scheduled-jobs.ts';
import { JOB_TEXTS } from './texts.ts';

/** How long runs stay in the ledger of jobs. */
const KEEP_RUNS_MS = 31 * 86_400_000;

/** Thins old pictures of the board, and removes old runs of jobs and what is known of schedules that the rules no longer have. */
export function createTidyUp({ rules, clock }: { rules: Rules; clock: Clock }): Job {
  return {
    name: 'tidyUp',
    async run({ db }) {
      const snapshots = await thinSnapshots(db, rules, clock.now());
      const runs = await removeOldRuns(db, new Date(Date.now() - KEEP_RUNS_MS));
      const known = [...scheduledJobs(rules), ...scheduledReports(rules)].map(({ name }) => name);
      const schedules = await forgetSchedules(db, known);
      return { summary: JOB_TEXTS.tidied({ snapshots, runs, schedules }), checks: null };
    },
  };
}
