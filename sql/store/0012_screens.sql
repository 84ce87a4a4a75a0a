-- Office screens: each is a Grafana account of its own that a signed link logs in (docs/screens-kiosk.md).
CREATE TABLE screens (
  id             uuid        PRIMARY KEY,
  name           text        NOT NULL,           -- as shown
  folded_name    text        NOT NULL,           -- as compared: without case, accents and repeated spaces
  login          text        NOT NULL UNIQUE,    -- of its Grafana account, and the subject of its link
  page           text        NOT NULL,           -- what its link opens: 'playlist', or a page of the board
  created_at     timestamptz NOT NULL DEFAULT now(),
  expires_at     timestamptz NOT NULL,           -- end of its link
  linked_at      timestamptz,                    -- NULL: begun, and its link was never made
  revoked_at     timestamptz,                    -- its account is gone
  seen_at        timestamptz,                    -- last report of the page in its browser, and what that said
  seen_page      text,
  seen_width     integer,
  seen_height    integer,
  seen_data_at   timestamptz,                    -- when the page last got data
  seen_version   text
);
CREATE UNIQUE INDEX screens_name ON screens (folded_name) WHERE revoked_at IS NULL;

-- The key that signs the links. Grafana has its public half; the private one is encrypted like all credentials.
CREATE TABLE screen_keys (
  purpose           text        PRIMARY KEY CHECK (purpose = 'links'),
  key_id            text        NOT NULL,        -- thumbprint of the public half, the `kid` of the links
  public_jwk        jsonb       NOT NULL,
  secret_key_id     text        NOT NULL,
  secret_nonce      bytea       NOT NULL,
  secret_ciphertext bytea       NOT NULL,
  created_at        timestamptz NOT NULL DEFAULT now()
);
