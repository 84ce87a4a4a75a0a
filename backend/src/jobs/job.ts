import type { Check } from '../doctor/check.ts';
import type { JobName } from '../domain/rules/schedules-rules.ts';
import type { LocalizedText } from '../domain/tickets/labels.ts';
import type { Leading } from '../schedule/leader.ts';

/** What a job came to. */
export interface JobResult {
  /** A sentence. */
  summary: LocalizedText;
  /** Of an examination. */
  checks: Check[] | null;
}

/** Something that the backend that leads does at a time of day. */
export interface Job {
  name: JobName;
  /**
   * Does it once. A run that is cut off is begun again, so the second must come to the same as the first.
   * Rejects when it cannot be done, or when the signal is aborted.
   */
  run(leading: Leading): Promise<JobResult>;
}
