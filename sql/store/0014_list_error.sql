-- What the last reading of a whole list lacked. Apart from the last failure, so that an outage in between does not make it forgotten:
-- it stays said until a reading of the list is whole.
ALTER TABLE source_states ADD COLUMN list_error text; -- a sentence; NULL when nothing was missing

UPDATE source_states SET list_error = error, error = NULL, error_code = NULL WHERE error_code = 'incomplete';
