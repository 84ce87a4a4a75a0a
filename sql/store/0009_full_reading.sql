-- What the first full reading has proved so far, so that another process goes on from there, and what it lacked.
ALTER TABLE source_states
  ADD COLUMN full_read_announced integer,                      -- tickets of the account, as last announced
  ADD COLUMN full_read_missing   integer NOT NULL DEFAULT 0,   -- announced on the pages read so far, and not on them
  ADD COLUMN full_read_rows      integer NOT NULL DEFAULT 0,   -- read on the pages proved so far
  ADD COLUMN full_read_anchor    text,                         -- last ids that are proved, as a JSON array
  ADD COLUMN full_read_error     text;                         -- a sentence; NULL when nothing was missing

-- Earlier full readings of Atera did not prove that they were whole: once more, in the background.
UPDATE source_states SET full_read_at = NULL, full_read_page = 0 WHERE kind = 'atera';
