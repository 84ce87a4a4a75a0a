-- From which rows an answer was made. The number grows with each transaction that writes what figures are made of, and others see it
-- together with those rows: an answer kept under it is never given beside newer ones.
CREATE TABLE row_revision (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  revision  bigint  NOT NULL DEFAULT 0
);
INSERT INTO row_revision DEFAULT VALUES;

CREATE FUNCTION count_row_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE row_revision SET revision = revision + 1;
  RETURN NULL;
END $$;
-- Before the rows are written: writers queue here, and none holds rows that another one waits for.
CREATE TRIGGER row_revision BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON tickets
  FOR EACH STATEMENT EXECUTE FUNCTION count_row_revision();
CREATE TRIGGER row_revision BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON alerts
  FOR EACH STATEMENT EXECUTE FUNCTION count_row_revision();
CREATE TRIGGER row_revision BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON customers
  FOR EACH STATEMENT EXECUTE FUNCTION count_row_revision();
CREATE TRIGGER row_revision BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON snapshot_counts
  FOR EACH STATEMENT EXECUTE FUNCTION count_row_revision();
CREATE TRIGGER row_revision BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON ticket_days
  FOR EACH STATEMENT EXECUTE FUNCTION count_row_revision();
