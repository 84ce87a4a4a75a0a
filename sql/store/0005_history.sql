-- What the board was: pictures of its counts, figures of each day, and observed changes of tickets.
-- docs/history.md says what can be known from them, what cannot, and how far they grow.

-- The counts of every connection at one moment. Thinned with age; the last picture of a day is kept for good.
CREATE TABLE snapshots (
  taken_at   timestamptz NOT NULL,              -- business clock
  connection text COLLATE "C" NOT NULL,
  read_at    timestamptz,                       -- last successful reading of the tickets at that moment
  PRIMARY KEY (taken_at, connection)
);
-- Active tickets by everything the board groups by. A connection without active tickets has no row here.
CREATE TABLE snapshot_counts (
  taken_at          timestamptz NOT NULL,
  connection        text COLLATE "C" NOT NULL,
  source            text        NOT NULL,
  queue             text,
  client            text,
  status_class      text        NOT NULL,
  impact_class      text        NOT NULL,
  priority_class    text        NOT NULL,
  tickets           integer     NOT NULL,
  overdue           integer     NOT NULL,       -- by the rules of that moment
  unanswered        integer     NOT NULL,
  oldest_created_at timestamptz,
  FOREIGN KEY (taken_at, connection) REFERENCES snapshots ON DELETE CASCADE
);
CREATE INDEX snapshot_counts_moment ON snapshot_counts (taken_at, connection);

-- Tickets created and resolved on each day of the rules' time zone, kept when the tickets themselves are purged.
CREATE TABLE ticket_days (
  connection text COLLATE "C" NOT NULL,
  day        date    NOT NULL,
  queue      text,
  client     text,
  created    integer NOT NULL,
  resolved   integer NOT NULL
);
CREATE INDEX ticket_days_day ON ticket_days (day, connection);

-- Changes seen between two readings of a ticket; they go when the ticket goes.
CREATE TABLE ticket_events (
  connection  text COLLATE "C" NOT NULL,
  external_id bigint      NOT NULL,
  field       text        NOT NULL CHECK (field IN ('status', 'priority', 'technician')),
  before      text,
  after       text,
  not_before  timestamptz NOT NULL,             -- start of the last reading that still held the old value
  observed_at timestamptz NOT NULL,             -- start of the reading that brought the new one
  FOREIGN KEY (connection, external_id) REFERENCES tickets ON DELETE CASCADE
);
CREATE INDEX ticket_events_ticket ON ticket_events (connection, external_id, observed_at);
CREATE INDEX ticket_events_observed ON ticket_events (observed_at);

-- A trigger sees both rows of each update, whichever statement makes it and however readings overlap.
-- Only readings set the columns it is bound to; classes computed again after a change of the rules are no events.
CREATE FUNCTION record_ticket_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ticket_events (connection, external_id, field, before, after, not_before, observed_at)
  SELECT new.connection, new.external_id, change.field, change.before, change.after, old.read_at, new.read_at
  FROM (VALUES
    ('status', old.status, new.status, old.status IS DISTINCT FROM new.status),
    ('priority', old.priority, new.priority, old.priority IS DISTINCT FROM new.priority),
    -- The same technician under another name is no change.
    ('technician', old.technician_name, new.technician_name,
      old.technician_id IS DISTINCT FROM new.technician_id
      OR new.technician_id IS NULL AND old.technician_name IS DISTINCT FROM new.technician_name)
  ) AS change (field, before, after, happened)
  WHERE change.happened;
  RETURN NULL;
END $$;
CREATE TRIGGER ticket_events
  AFTER UPDATE OF status, priority, technician_id, technician_name ON tickets
  FOR EACH ROW
  WHEN ((old.status, old.priority, old.technician_id, old.technician_name)
        IS DISTINCT FROM (new.status, new.priority, new.technician_id, new.technician_name))
  EXECUTE FUNCTION record_ticket_events();

-- Figures per day look at tickets of every class, by the days of their own dates.
DROP INDEX tickets_done_resolved;
CREATE INDEX tickets_created ON tickets (created_at) INCLUDE (connection, queue, client) WHERE gone_at IS NULL;
CREATE INDEX tickets_resolved ON tickets (resolved_at) INCLUDE (connection, queue, client)
  WHERE gone_at IS NULL AND resolved_at IS NOT NULL;
