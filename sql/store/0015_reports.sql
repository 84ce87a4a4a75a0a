-- Reports by e-mail and what else is done at a time of day (docs/reports.md).

-- How far the due times of each schedule have been dealt with.
CREATE TABLE schedules (
  name          text        PRIMARY KEY,          -- 'report/<name>', 'job/<name>'
  expression    text        NOT NULL,
  timezone      text        NOT NULL,
  checked_until timestamptz NOT NULL              -- on the business clock; due times up to here are in the ledger
);

-- The ledger: one row for each report, enterprise and due time. What it says goes before what is done.
CREATE TABLE report_deliveries (
  id              uuid        PRIMARY KEY,
  report          text        NOT NULL,
  kind            text        NOT NULL CHECK (kind IN ('enterprise', 'service')),
  enterprise      text        NOT NULL DEFAULT '', -- empty for a service report
  due_at          timestamptz NOT NULL,
  state           text        NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'maybe_sent', 'missed')),
  attempts        integer     NOT NULL DEFAULT 0,
  attempt         uuid,                            -- of the mail under way or the last one
  next_attempt_at timestamptz,                     -- when a pending one is tried; real time
  recipients      jsonb       NOT NULL DEFAULT '[]', -- [{address, state, detail}] of the last attempt
  error           jsonb,                           -- {fr, en}; why it failed, is tried again, or was missed
  late            boolean     NOT NULL DEFAULT false,
  requested_by    text,                            -- the person who asked for it again
  started_at      timestamptz,
  finished_at     timestamptz,
  UNIQUE (report, enterprise, due_at)
);
CREATE INDEX report_deliveries_open ON report_deliveries (state) WHERE state IN ('pending', 'sending');
CREATE INDEX report_deliveries_newest ON report_deliveries (due_at DESC);
