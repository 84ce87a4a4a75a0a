-- When the upstreams could not be read, or nobody read them: what annotations of the pages show as outages (docs/history.md).
-- A gap lies between two successful readings that are further apart than any healthy interval.
CREATE TABLE source_gaps (
  connection text COLLATE "C" NOT NULL,
  resource   text        NOT NULL,
  began_at   timestamptz NOT NULL,              -- the last reading before, business clock
  ended_at   timestamptz NOT NULL,              -- the first one after
  PRIMARY KEY (connection, resource, began_at)
);
CREATE INDEX source_gaps_ended ON source_gaps (ended_at);

-- A trigger sees every reading, whichever job or backend makes it; how long a gap must be to be reported is a matter of the rules.
CREATE FUNCTION record_source_gap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO source_gaps (connection, resource, began_at, ended_at)
  VALUES (new.connection, new.resource, old.read_at, new.read_at)
  ON CONFLICT (connection, resource, began_at) DO UPDATE SET ended_at = excluded.ended_at;
  RETURN NULL;
END $$;
CREATE TRIGGER source_gaps
  AFTER UPDATE OF read_at ON source_states
  FOR EACH ROW
  WHEN (new.read_at - old.read_at > interval '2 minutes')
  EXECUTE FUNCTION record_source_gap();
