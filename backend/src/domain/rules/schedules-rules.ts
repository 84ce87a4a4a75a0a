/** What the backend that leads does at a time of day, in the order in which it does what is due at once. */
export const JOB_NAMES = ['purge', 'tidyUp', 'doctor'] as const;
export type JobName = (typeof JOB_NAMES)[number];

/** When each is done: a cron expression of five fields in the time zone of `grafana`; null: never by itself. */
export type SchedulesRules = Record<JobName, string | null>;
