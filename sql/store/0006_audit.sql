-- Every write through Vigie: who, when, what, and the state before and after. Append-only: no row is ever changed, and only
-- the retention removes any.
CREATE TABLE audit (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,  -- the order of the writes
  at         timestamptz NOT NULL DEFAULT clock_timestamp(),   -- real time
  token_id   text        NOT NULL,
  token_name text        NOT NULL,
  -- As the token's holder claims them: Grafana's user, the org role and the org's number.
  user_login text,
  user_role  text,
  org        text,
  action     text        NOT NULL,                             -- e.g. site.update
  target     jsonb       NOT NULL,                             -- what identifies the thing written
  before     jsonb,
  after      jsonb
);
CREATE INDEX audit_at ON audit (at);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append-only';
END $$;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
-- The shortest retention: what is younger stays, no matter who asks.
CREATE TRIGGER audit_keeps_30_days BEFORE DELETE ON audit FOR EACH ROW
  WHEN (old.at > clock_timestamp() - interval '30 days') EXECUTE FUNCTION refuse_audit_change();
