-- What went wrong with a reading, in French beside the English: a backend of the version before goes on writing the latter alone.
ALTER TABLE source_states
  ADD COLUMN error_fr           text,
  ADD COLUMN list_error_fr      text,
  ADD COLUMN full_read_error_fr text;
