-- Bearer tokens: only a hash is stored, looked up on every request, so that a revoked token is dead at once.
CREATE TABLE tokens (
  id           text        PRIMARY KEY,
  name         text        NOT NULL,
  token_hash   bytea       NOT NULL UNIQUE,   -- SHA-256 of the token
  scopes       text[]      NOT NULL,
  enterprises  text[],                        -- NULL: all
  connections  text[],                        -- NULL: all
  created_at   timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz,
  revoked_at   timestamptz,
  last_used_at timestamptz
);
