import { openStore } from '../backend/src/store/database.ts';

/** Every 3 hours, until the product itself takes over. */
const MOMENTS = `generate_series(now() - interval '30 days', now() - interval '1 hour', interval '3 hours')`;

/**
 * The counts that Vigie would have kept, had it been there: worked out from the days on which the invented tickets were
 * created and resolved. Statuses of that time are not known; a ticket not yet done counts in the class it has now.
 */
const SNAPSHOTS = `
INSERT INTO snapshots (taken_at, connection, read_at)
SELECT taken_at, connection, taken_at
FROM ${MOMENTS} AS taken_at, (SELECT DISTINCT connection FROM tickets) AS connections;

INSERT INTO snapshot_counts (taken_at, connection, source, queue, client, status_class, impact_class, priority_class,
                             tickets, overdue, unanswered, oldest_created_at)
SELECT taken_at, connection, source, queue, client,
       CASE status_class WHEN 'pending' THEN 'pending' ELSE 'open' END, impact_class, priority_class,
       count(*),
       count(*) FILTER (WHERE status_class <> 'pending' AND created_at < taken_at -
                        CASE source WHEN 'odoo' THEN interval '5 days' ELSE interval '72 hours' END),
       count(*) FILTER (WHERE first_comment_at IS NULL OR first_comment_at > taken_at),
       min(created_at)
FROM ${MOMENTS} AS taken_at
JOIN tickets ON created_at <= taken_at AND (status_class <> 'done' OR resolved_at > taken_at)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
`;

/**
 * Gives the embedded store a month of history, so that the pages about the past have something to show.
 *
 * @param dataFolder - `VIGIE_DATA_DIR` of a backend that has read everything and does not run
 */
export async function inventPast(dataFolder: string): Promise<void> {
  const store = await openStore({ dataDir: dataFolder });
  try {
    await store.transaction((transaction) => transaction.script(SNAPSHOTS));
  } finally {
    await store.close();
  }
}
