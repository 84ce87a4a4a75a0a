-- Tokens of client companies: tickets of these clients only, by the names of the rules (docs/security.md). NULL: all.
ALTER TABLE tokens ADD COLUMN clients text[];
-- What such a token sees besides of a ticket: 'technician', 'queue', 'status'.
ALTER TABLE tokens ADD COLUMN shows text[] NOT NULL DEFAULT '{}';
