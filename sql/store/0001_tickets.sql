-- Tickets, alerts and customers as last read from each connection, and how each reading went.
-- A connection is one upstream account, known by its name ('atera', 'odoo', 'lyon-atera', …).

CREATE TABLE tickets (
  connection                 text COLLATE "C" NOT NULL, -- compared by code point, on every server alike
  external_id                bigint      NOT NULL,
  source                     text        NOT NULL CHECK (source IN ('atera', 'odoo')),
  title                      text,
  status                     text,
  priority                   text,
  impact                     text,
  type                       text,
  customer_id                bigint,
  customer_name              text,
  technician_id              bigint,
  technician_name            text,
  technician_email           text,
  contract_id                bigint,
  created_at                 timestamptz,
  resolved_at                timestamptz,
  first_comment_at           timestamptz,
  first_response_due_at      timestamptz,
  closed_due_at              timestamptz,
  last_end_user_comment_at   timestamptz,
  last_technician_comment_at timestamptz,
  -- Derived from the rules when a ticket is written, and for all tickets when the rules change.
  status_class               text        NOT NULL CHECK (status_class IN ('open', 'pending', 'done')),
  impact_class               text        NOT NULL CHECK (impact_class IN ('major', 'minor', 'none')),
  priority_class             text        NOT NULL CHECK (priority_class IN ('low', 'medium', 'high', 'critical', 'none')),
  -- When this row was last confirmed by the upstream.
  read_at                    timestamptz NOT NULL,
  -- Set when the upstream confirmed that the ticket no longer exists (deleted or merged).
  gone_at                    timestamptz,
  PRIMARY KEY (connection, external_id)
);
-- The board looks at active tickets only: a few thousand rows, whatever the history. The columns of its figures ride along,
-- so that they are read from the index alone; its order is that of the newest lists.
CREATE INDEX tickets_active ON tickets (status_class, created_at DESC NULLS LAST, external_id DESC, connection)
  INCLUDE (priority_class, impact_class, first_comment_at)
  WHERE gone_at IS NULL AND status_class IN ('open', 'pending');
CREATE INDEX tickets_done_resolved ON tickets (resolved_at) WHERE status_class = 'done';

CREATE TABLE alerts (
  connection    text COLLATE "C" NOT NULL,
  external_id   bigint      NOT NULL,
  title         text,
  message       text,
  code          text,
  severity      text,
  customer_id   bigint,
  customer_name text,
  device_name   text,
  created_at    timestamptz,
  read_at       timestamptz NOT NULL,
  PRIMARY KEY (connection, external_id)
);
CREATE INDEX alerts_newest ON alerts (created_at DESC NULLS LAST, external_id DESC, connection);
COMMENT ON TABLE alerts IS 'Open alerts only: an alert that is no longer open leaves the table.';

CREATE TABLE customers (
  connection  text COLLATE "C" NOT NULL,
  external_id bigint      NOT NULL,
  name        text,
  read_at     timestamptz NOT NULL,
  PRIMARY KEY (connection, external_id)
);

-- One row a connection and resource: what `system.sources` and the trust strip tell.
CREATE TABLE source_states (
  connection      text COLLATE "C" NOT NULL,
  resource        text        NOT NULL CHECK (resource IN ('tickets', 'alerts', 'customers')),
  kind            text        NOT NULL CHECK (kind IN ('atera', 'odoo')),
  read_at         timestamptz,           -- last successful reading (business clock)
  attempted_at    timestamptz,           -- last try
  error           text,                  -- a sentence for logs and the command line; NULL after a success
  error_code      text,                  -- the same as a stable code, from which screens take their own words
  rows_read       integer     NOT NULL DEFAULT 0,
  rows_announced  integer,
  watermark       timestamptz,           -- upstream's own clock at the start of the last reading
  full_read_page  integer     NOT NULL DEFAULT 0, -- last page of the first full reading that is stored
  full_read_at    timestamptz,           -- NULL until the first full reading is done
  reconciled_at   timestamptz,
  key_expires_at  timestamptz,
  PRIMARY KEY (connection, resource)
);

-- Which rules the derived columns were computed with.
CREATE TABLE settings (
  name  text PRIMARY KEY,
  value text NOT NULL
);

-- Named leases in real time: several backends may share a store, one of them syncs.
CREATE TABLE leases (
  name       text        PRIMARY KEY,
  holder     text        NOT NULL,
  expires_at timestamptz NOT NULL
);
