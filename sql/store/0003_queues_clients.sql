-- Where a ticket stands on the clients page, derived from the rules like the classes.
ALTER TABLE tickets
  ADD COLUMN queue  text,  -- id of a queue of the rules; NULL: the rules have none for this source
  ADD COLUMN client text;  -- name of a big client in the rules; NULL: one of the others

-- The same index with both columns, so that the counts by queue and client are read from it alone too.
DROP INDEX tickets_active;
CREATE INDEX tickets_active ON tickets (status_class, created_at DESC NULLS LAST, external_id DESC, connection)
  INCLUDE (priority_class, impact_class, first_comment_at, source, queue, client)
  WHERE gone_at IS NULL AND status_class IN ('open', 'pending');
