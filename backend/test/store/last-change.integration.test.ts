import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { sql } from 'kysely';

import { migrate } from '../../src/store/driver/migrations/migrate.ts';
import { skipReason, STORE_KINDS, withEmptyStore } from '../support/store/store.ts';

const MIGRATIONS = path.resolve(import.meta.dirname, '../../../sql/store');
const OURS = '0013_last_change.sql';

for (const kind of STORE_KINDS) {
  test(
    `takes the last change of a ticket from its recorded events (${kind})`,
    { skip: skipReason(kind) },
    async (t) => {
      const store = await withEmptyStore(t, kind);
      const folder = await mkdtemp(path.join(tmpdir(), 'vigie-migrations-'));
      t.after(() => rm(folder, { recursive: true }));
      const earlier = (await readdir(MIGRATIONS)).filter((file) => file < OURS);
      await Promise.all(earlier.map((file) => cp(path.join(MIGRATIONS, file), path.join(folder, file))));
      await migrate(store, folder);
      await sql`
      insert into tickets (connection, external_id, source, status_class, impact_class, priority_class, read_at)
      select connection, n, 'atera', 'open', 'none', 'none', now()
      from generate_series(1, 2) as n, unnest(array['lyon', 'paris']) as connection`.execute(store.db);
      await sql`
      insert into ticket_events (connection, external_id, field, not_before, observed_at) values
        ('lyon', 1, 'status', '2026-03-01T08:00Z', '2026-03-01T09:00Z'),
        ('lyon', 1, 'priority', '2026-03-02T08:00Z', '2026-03-02T09:00Z'),
        ('lyon', 1, 'technician', '2026-02-01T08:00Z', '2026-02-01T09:00Z')`.execute(store.db);
      await migrate(store);
      const { rows } = await sql<Record<string, unknown>>`
      select connection, external_id, changed_at from tickets order by connection, external_id`.execute(store.db);
      assert.deepEqual(
        rows.map(({ connection, external_id, changed_at }) => [connection, external_id, changed_at]),
        [
          ['lyon', 1, new Date('2026-03-02T09:00:00Z')],
          ['lyon', 2, null],
          ['paris', 1, null],
          ['paris', 2, null],
        ]
      );
    }
  );
}
