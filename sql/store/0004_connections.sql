-- Upstream accounts that were added by hand; those of the environment variables are not in here.
CREATE TABLE connections (
  name                text COLLATE "C" PRIMARY KEY,
  kind                text        NOT NULL CHECK (kind IN ('atera', 'odoo')),
  url                 text        NOT NULL,
  database            text,                 -- Odoo's
  login               text,                 -- Odoo's, before version 19
  requests_per_minute integer     NOT NULL,
  -- AES-256-GCM with the name and the kind as additional data: copied to another row, it cannot be opened.
  secret_key_id       text        NOT NULL, -- which key; first bytes of its SHA-256
  secret_nonce        bytea       NOT NULL,
  secret_ciphertext   bytea       NOT NULL, -- the authentication tag is its end
  key_expires_at      timestamptz,          -- when the upstream's key expires, if it says so
  -- Another one whenever the settings or the credentials change, so that every backend notices; not when they are only
  -- encrypted again.
  revision            text        NOT NULL,
  created_at          timestamptz NOT NULL DEFAULT now(),
  updated_at          timestamptz NOT NULL DEFAULT now()
);

-- One secret address a connection, by which an upstream says that something changed; of the environment's connections too.
CREATE TABLE webhooks (
  connection     text COLLATE "C" PRIMARY KEY,
  secret_hash    bytea       NOT NULL UNIQUE, -- SHA-256
  created_at     timestamptz NOT NULL DEFAULT now(),
  last_called_at timestamptz
);
