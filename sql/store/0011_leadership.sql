-- A lease has an epoch, which rises with each new holder. What the leader writes checks it in the transaction of the write,
-- so that one which lost the lease, or stood still while another took over, can change nothing any more.
ALTER TABLE leases ADD COLUMN epoch bigint NOT NULL DEFAULT 0;
-- Makes a change of the epoch a change of a key: it waits for transactions that hold the row FOR KEY SHARE, and they for it.
-- A renewal changes no key, so that writes and renewals never wait for each other.
ALTER TABLE leases ADD CONSTRAINT leases_epoch UNIQUE (name, epoch);
INSERT INTO leases (name, holder, expires_at) VALUES ('sync', '', '-infinity') ON CONFLICT (name) DO NOTHING;

-- Readings asked for at a backend that does not lead, until the leader takes them. One row a connection, however many ask.
CREATE TABLE sync_hints (
  connection text COLLATE "C" PRIMARY KEY,      -- empty: all connections
  everything boolean NOT NULL                   -- compare everything instead of what changed
);
