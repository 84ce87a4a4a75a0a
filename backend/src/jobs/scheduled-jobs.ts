import type { Rules } from '../domain/rules/rules.ts';
import { JOB_NAMES, type JobName } from '../domain/rules/schedules-rules.ts';
import { occurrencesOf } from '../schedule/cron.ts';
import type { Scheduled } from '../schedule/due-times.ts';

/** A job and when it is due. */
export interface ScheduledJob extends Scheduled {
  job: JobName;
}

/** The jobs that are not off. */
export function scheduledJobs(rules: Pick<Rules, 'schedules' | 'grafana'>): ScheduledJob[] {
  return JOB_NAMES.flatMap((job) => {
    const expression = rules.schedules[job];
    if (expression === null) {
      return [];
    }
    const schedule = { expression, timezone: rules.grafana.timezone };
    return [{ name: `job/${job}`, job, schedule, occurrences: occurrencesOf(schedule) }];
  });
}
