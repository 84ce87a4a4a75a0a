-- The Grafana organisations that Vigie made. Each is known by its number, so that people may rename it; its data source
-- carries the row's id, so that another Grafana, or a new installation, is not taken for this one.
CREATE TABLE grafana_orgs (
  id         uuid        PRIMARY KEY,
  kind       text        NOT NULL CHECK (kind IN ('tenant', 'screens', 'board')),
  key        text        NOT NULL,            -- the enterprise, the board's organisation as the rules name it, or ''
  org_id     integer     UNIQUE,              -- NULL: about to be made
  org_name   text        NOT NULL,            -- as Vigie named it; another name in Grafana is a person's
  token_id   text,                            -- NULL: it has none
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (kind, key)
);
