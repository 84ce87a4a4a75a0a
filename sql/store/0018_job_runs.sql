-- The ledger of what is done at a time of day: one row for each job and due time (docs/operation.md). How far the due times have come
-- is in `schedules`.
CREATE TABLE job_runs (
  id              uuid        PRIMARY KEY,
  job             text        NOT NULL,              -- a key of `schedules` in the rules
  due_at          timestamptz,                       -- business clock; NULL: a person asked for it
  state           text        NOT NULL CHECK (state IN ('pending', 'running', 'done', 'failed', 'missed')),
  attempts        integer     NOT NULL DEFAULT 0,    -- begun so far
  next_attempt_at timestamptz,                       -- when a pending one is tried; real time
  requested_by    text,                              -- the person who asked for it
  noted_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  started_at      timestamptz,                       -- of the last attempt
  finished_at     timestamptz,
  error           jsonb,                             -- {fr, en}; why it failed, is tried again, or was missed
  summary         jsonb,                             -- {fr, en}; what it came to
  checks          jsonb,                             -- what an examination found
  UNIQUE (job, due_at)
);
CREATE INDEX job_runs_open ON job_runs (state) WHERE state IN ('pending', 'running');
CREATE INDEX job_runs_newest ON job_runs (job, noted_at DESC);
