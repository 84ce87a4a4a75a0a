import type { ColumnType, Generated, Selectable } from 'kysely';

import type { Check } from '../../doctor/check.ts';
import type { JobName } from '../../domain/rules/schedules-rules.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';

/** How far the due times of each schedule have been dealt with. */
export interface ScheduleTable {
  name: string;
  expression: string;
  timezone: string;
  checked_until: Date;
}

/** States of a run in the ledger of jobs. */
export const JOB_STATES = ['pending', 'running', 'done', 'failed', 'missed'] as const;
export type JobState = (typeof JOB_STATES)[number];

export interface JobRunTable {
  id: string;
  job: JobName;
  due_at: Date | null;
  state: JobState;
  attempts: Generated<number>;
  next_attempt_at: Date | null;
  requested_by: string | null;
  noted_at: Generated<Date>;
  started_at: Date | null;
  finished_at: Date | null;
  error: ColumnType<LocalizedText | null, string | null | undefined, string | null>;
  summary: ColumnType<LocalizedText | null, never, string | null>;
  checks: ColumnType<Check[] | null, never, string | null>;
}

export type JobRunRow = Selectable<JobRunTable>;
