-- When a reading last showed another status, priority or technician of a ticket. It is what ticket_events says, kept with the ticket, so
-- that idle tickets are counted without looking at events, and known for as long as the ticket is. NULL: no change was seen.
ALTER TABLE tickets ADD COLUMN changed_at timestamptz;

UPDATE tickets SET changed_at = last.observed_at
FROM (SELECT connection, external_id, max(observed_at) AS observed_at FROM ticket_events GROUP BY connection, external_id) AS last
WHERE tickets.connection = last.connection AND tickets.external_id = last.external_id;

CREATE FUNCTION date_ticket_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  new.changed_at := greatest(old.changed_at, new.read_at);
  RETURN new;
END $$;
-- The same changes that record_ticket_events records: the same technician under another name is none.
CREATE TRIGGER ticket_change
  BEFORE UPDATE OF status, priority, technician_id, technician_name ON tickets
  FOR EACH ROW
  WHEN (old.status IS DISTINCT FROM new.status
        OR old.priority IS DISTINCT FROM new.priority
        OR old.technician_id IS DISTINCT FROM new.technician_id
        OR new.technician_id IS NULL AND old.technician_name IS DISTINCT FROM new.technician_name)
  EXECUTE FUNCTION date_ticket_change();
