import type { Check } from '../doctor/check.ts';
import type { Job } from './job.ts';
import { JOB_TEXTS } from './texts.ts';

/** Examines every part, and keeps what it finds: a part that does not work is a finding, not a failure of the job. */
export function createExamination(examine: (signal: AbortSignal) => Promise<Check[]>): Job {
  return {
    name: 'doctor',
    async run({ signal }) {
      const checks = await examine(signal);
      signal.throwIfAborted();
      const count = (wanted: Check['state']) => checks.filter(({ state }) => state === wanted).length;
      const counts = { ok: count('ok'), warning: count('warning'), failed: count('failed') };
      return { summary: JOB_TEXTS.examined(counts), checks };
    },
  };
}
