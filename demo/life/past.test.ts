import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';

import { loadRules } from '../../backend/src/config/rules-file/rules-file.ts';
import { openStore } from '../../backend/src/store/driver/database.ts';
import { migrate } from '../../backend/src/store/driver/migrations/migrate.ts';
import type { TicketRow } from '../../backend/src/store/schema.ts';
import { ticketRow } from '../../backend/test/support/models/tickets.ts';
import { generateData as generateTickets } from '../../tests/simulators/atera/world/generate.ts';
import { instantOf } from '../../tests/simulators/atera/world/time.ts';
import type { SimTicket } from '../../tests/simulators/atera/world/types.ts';
import { writeSnapshots } from './past.ts';

/** A Friday, 00:30 in Paris. */
const NOW = new Date('2026-11-26T23:30:00Z');
const SEEDS = [1, 7, 20_240_722];
const ROWS_PER_INSERT = 500;

interface Moment {
  taken_at: Date;
  tickets: number;
  pending: number;
  unanswered: number;
  overdue: number;
}

test('a month of snapshots shows a steady board that ends where the product takes over, whatever the seed', async (t) => {
  const rules = await loadRules(path.join(import.meta.dirname, '..', 'vigie.yaml'));
  const store = await openStore({ dataDir: 'memory://' });
  t.after(() => store.close());
  await migrate(store);
  for (const seed of SEEDS) {
    await store.db.deleteFrom('snapshot_counts').execute();
    await store.db.deleteFrom('snapshots').execute();
    await store.db.deleteFrom('tickets').execute();
    const { tickets } = generateTickets({ seed, now: NOW, activeTickets: 180, doneTickets: 2400, openAlerts: 0 });
    const rows = tickets.map((ticket) => ticketRow(valuesOf(ticket), rules));
    for (let index = 0; index < rows.length; index += ROWS_PER_INSERT) {
      await store.db
        .insertInto('tickets')
        .values(rows.slice(index, index + ROWS_PER_INSERT))
        .execute();
    }
    await writeSnapshots(store, NOW);

    const moments = await momentsOf(store);
    assert.equal(moments.length, 240, 'every 3 hours of 30 days');
    assert.ok(moments.every(({ taken_at }) => taken_at < NOW));
    for (const { taken_at, tickets: total, pending, unanswered, overdue } of moments) {
      const when = `${taken_at.toISOString()}, seed ${seed}`;
      assert.ok(total > 110 && total < 250, `${total} tickets at ${when}`);
      assert.ok(pending > 0.15 * total && pending < 0.55 * total, `${pending} of ${total} pending at ${when}`);
      assert.ok(unanswered > 0 && unanswered < 0.5 * total, `${unanswered} of ${total} unanswered at ${when}`);
      assert.ok(overdue > 0.1 * total && overdue < 0.8 * total, `${overdue} of ${total} overdue at ${when}`);
    }
    const mean = (list: readonly Moment[]) => list.reduce((sum, each) => sum + each.tickets, 0) / list.length;
    const drift = mean(moments.slice(-56)) / mean(moments.slice(0, 56));
    assert.ok(drift > 0.75 && drift < 1.33, `a factor of ${drift} between the first week and the last, seed ${seed}`);
  }
});

function valuesOf(ticket: SimTicket): Partial<TicketRow> & { external_id: number } {
  const date = (text: string | null | undefined) => {
    const instant = instantOf(text);
    return instant === undefined ? null : new Date(instant);
  };
  return {
    external_id: ticket.TicketID,
    title: ticket.TicketTitle ?? null,
    status: ticket.TicketStatus ?? null,
    customer_id: ticket.CustomerID ?? null,
    customer_name: ticket.CustomerName ?? null,
    created_at: date(ticket.TicketCreatedDate),
    resolved_at: date(ticket.TicketResolvedDate),
    first_comment_at: date(ticket.TechnicianFirstCommentDate),
  };
}

function momentsOf(store: Awaited<ReturnType<typeof openStore>>): Promise<Moment[]> {
  return store.transaction((transaction) =>
    transaction.query<Moment>(`
      SELECT taken_at, sum(tickets)::int AS tickets, sum(unanswered)::int AS unanswered, sum(overdue)::int AS overdue,
             coalesce(sum(tickets) FILTER (WHERE status_class = 'pending'), 0)::int AS pending
      FROM snapshot_counts GROUP BY taken_at ORDER BY taken_at`)
  );
}
