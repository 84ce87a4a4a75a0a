import { openStore, type Store } from '../../backend/src/store/driver/database.ts';

/**
 * Of the tickets that are done by now, as many were pending when a snapshot would have been taken as are among those of
 * today: else the pending ones would look like an invention of this week.
 */
const PENDING_PERCENT = 30;

/**
 * The counts that Vigie would have kept, had it been there: worked out from the days on which the invented tickets were
 * created and resolved, every 3 hours until the product itself takes over. Statuses of that time are not known; a ticket not
 * yet done counts in the class it has now.
 */
function snapshotsUntil(now: Date): string {
  const until = `timestamptz '${now.toISOString()}'`;
  const moments = `generate_series(${until} - interval '30 days', ${until} - interval '1 hour', interval '3 hours')`;
  return `
INSERT INTO snapshots (taken_at, connection, read_at)
SELECT taken_at, connection, taken_at
FROM ${moments} AS taken_at, (SELECT DISTINCT connection FROM tickets) AS connections;

INSERT INTO snapshot_counts (taken_at, connection, source, queue, client, status_class, impact_class, priority_class,
                             tickets, overdue, unanswered, oldest_created_at)
SELECT taken_at, connection, source, queue, client, class_then, impact_class, priority_class,
       count(*),
       count(*) FILTER (WHERE class_then <> 'pending' AND created_at < taken_at -
                        CASE source WHEN 'odoo' THEN interval '5 days' ELSE interval '72 hours' END),
       count(*) FILTER (WHERE first_comment_at IS NULL OR first_comment_at > taken_at),
       min(created_at)
FROM ${moments} AS taken_at
JOIN (
  SELECT *, CASE
    WHEN status_class = 'done' AND source = 'atera'
      THEN CASE WHEN abs(hashtext(external_id::text) % 100) < ${PENDING_PERCENT} THEN 'pending' ELSE 'open' END
    WHEN status_class = 'done' THEN 'open'
    ELSE status_class
  END AS class_then
  FROM tickets
) AS known ON created_at <= taken_at AND (status_class <> 'done' OR resolved_at > taken_at)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
`;
}

/**
 * Gives the embedded store a month of history, so that the pages about the past have something to show.
 *
 * @param dataFolder - `VIGIE_DATA_DIR` of a backend that has read everything and does not run
 * @param now - the business clock's instant, where the history ends
 */
export async function inventPast(dataFolder: string, now: Date): Promise<void> {
  const store = await openStore({ dataDir: dataFolder });
  try {
    await writeSnapshots(store, now);
  } finally {
    await store.close();
  }
}

/** {@link inventPast} in an open store. */
export async function writeSnapshots(store: Store, now: Date): Promise<void> {
  await store.transaction((transaction) => transaction.script(snapshotsUntil(now)));
}
