import { Gauge, type Registry } from '@prometheus-io/client';

import type { DatasetServices } from '../../datasets/engine/dataset.ts';
import { type JobOutcome, readJobOutcomes } from '../../datasets/system/job-outcomes.ts';
import { sharedLook } from './look.ts';

/** What became of the scheduled jobs, read from the store at each scrape; a store that does not answer costs these figures alone. */
export function registerJobMetrics(registry: Registry, services: DatasetServices): void {
  const look = sharedLook(() => readJobOutcomes(services));
  const gauge = (name: string, help: string, valueOf: (outcome: JobOutcome) => number | null) =>
    new Gauge({
      name,
      help,
      labelNames: ['job'],
      registers: [registry],
      async collect() {
        const outcomes = await look();
        this.reset();
        for (const outcome of outcomes ?? []) {
          const value = valueOf(outcome);
          if (value !== null) {
            this.set({ job: outcome.job }, value);
          }
        }
      },
    });
  gauge(
    'vigie_job_failed',
    '1 when the last run of a scheduled job that ended failed after all its attempts or was missed, else 0',
    ({ failed }) => Number(failed)
  );
  gauge(
    'vigie_job_last_success_timestamp_seconds',
    'When a scheduled job was last done, in Unix seconds',
    ({ doneAt }) => doneAt && doneAt.getTime() / 1000
  );
}
