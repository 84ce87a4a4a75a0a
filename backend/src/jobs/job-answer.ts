import { type Static, Type } from 'typebox';

import { LocalizedText, OptionalInstant, OptionalText, ref } from '../contract/schemas.ts';
import { Check } from '../doctor/check.ts';
import { JOB_NAMES } from '../domain/rules/schedules-rules.ts';
import type { JobRun } from '../store/schedule/job-runs.ts';
import { JOB_STATES } from '../store/schedule/tables.ts';
import type { JobStanding } from './standing.ts';

/** A line of the ledger of jobs. */
export const JobRunAnswer = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    job: Type.Enum([...JOB_NAMES]),
    dueAt: Type.Union(OptionalInstant.anyOf, { description: 'null: a person asked for it' }),
    state: Type.Enum([...JOB_STATES]),
    attempts: Type.Integer({ description: 'Begun so far' }),
    nextAttemptAt: OptionalInstant,
    requestedBy: OptionalText,
    startedAt: Type.Union(OptionalInstant.anyOf, { description: 'Of the last attempt' }),
    finishedAt: OptionalInstant,
    error: Type.Union([ref(LocalizedText), Type.Null()]),
    summary: Type.Union([ref(LocalizedText), Type.Null()], { description: 'What it came to' }),
    checks: Type.Union([Type.Array(ref(Check)), Type.Null()], { description: 'What an examination found' }),
  },
  { $id: 'JobRun' }
);
export type JobRunAnswer = Static<typeof JobRunAnswer>;

/** A job of the rules, and what became of it. */
export const JobAnswer = Type.Object(
  {
    name: Type.Enum([...JOB_NAMES]),
    schedule: Type.Union(OptionalText.anyOf, { description: 'Cron expression; null: off' }),
    timezone: Type.String(),
    nextAt: OptionalInstant,
    last: Type.Union([ref(JobRunAnswer), Type.Null()], { description: 'The newest run, whatever its state' }),
    lastDone: Type.Union([ref(JobRunAnswer), Type.Null()], { description: 'The newest one that is done' }),
  },
  { $id: 'Job' }
);
export type JobAnswer = Static<typeof JobAnswer>;

export const JobsAnswer = Type.Object({ jobs: Type.Array(ref(JobAnswer)) }, { $id: 'Jobs' });
export type JobsAnswer = Static<typeof JobsAnswer>;

/** Schemas that routes about jobs answer with. */
export const JOB_SCHEMAS = [LocalizedText, Check, JobRunAnswer, JobAnswer, JobsAnswer] as const;

export function jobAnswer({ nextAt, last, lastDone, ...job }: JobStanding): JobAnswer {
  return {
    ...job,
    nextAt: iso(nextAt),
    last: last && jobRunAnswer(last),
    lastDone: lastDone && jobRunAnswer(lastDone),
  };
}

export function jobRunAnswer({ dueAt, nextAttemptAt, startedAt, finishedAt, ...run }: JobRun): JobRunAnswer {
  return {
    ...run,
    dueAt: iso(dueAt),
    nextAttemptAt: iso(nextAttemptAt),
    startedAt: iso(startedAt),
    finishedAt: iso(finishedAt),
  };
}

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;
