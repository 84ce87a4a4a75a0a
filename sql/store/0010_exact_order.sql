-- created_at keeps milliseconds; Atera dates in steps of 100 ns, which decide the order of what came within one millisecond.
-- Rows read earlier have 0 until they are read again.
ALTER TABLE tickets ADD COLUMN created_ns integer NOT NULL DEFAULT 0;  -- nanoseconds beyond the millisecond of created_at
ALTER TABLE alerts  ADD COLUMN created_ns integer NOT NULL DEFAULT 0;

DROP INDEX tickets_active;
CREATE INDEX tickets_active
  ON tickets (status_class, created_at DESC NULLS LAST, created_ns DESC, external_id DESC, connection)
  INCLUDE (priority_class, impact_class, first_comment_at, source, queue, client)
  WHERE gone_at IS NULL AND status_class IN ('open', 'pending');
DROP INDEX alerts_newest;
CREATE INDEX alerts_newest ON alerts (created_at DESC NULLS LAST, created_ns DESC, external_id DESC, connection);
