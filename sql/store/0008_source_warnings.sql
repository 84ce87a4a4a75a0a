-- What makes the figures of a source other than people think while its readings succeed, e.g. a key that sees only part of
-- them: {"found": [{"code": …, …facts}]}. The sentences are made where they are shown.
ALTER TABLE source_states ADD COLUMN warnings jsonb NOT NULL DEFAULT '{"found": []}';
