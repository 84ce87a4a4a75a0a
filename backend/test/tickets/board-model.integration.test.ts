import assert from 'node:assert/strict';

import fc from 'fast-check';
import { sql } from 'kysely';

import type { Store } from '../../src/store/driver/database.ts';
import {
  expectedNewest,
  expectedPriorities,
  expectedSummary,
  type RawTicket,
  ticketsOfClass,
} from '../support/models/board-model.ts';
import { ago, insertAlerts, insertTickets, NOW, rowsOf } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';

/* The datasets against an independent computation, over generated tickets with all the odd values Atera may send. */

// Few distinct instants, some a millisecond apart, so that ties are common.
const instant = fc.option(
  fc
    .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 1 }))
    .map(([minutes, ms]) => ago(minutes * 60 + ms / 1000))
);
const ticket = fc.record<RawTicket>({
  connection: fc.constantFrom('atera', 'Lyon', 'lyon'),
  external_id: fc.integer({ min: 8, max: 19 }),
  title: fc.option(fc.constantFrom('Panne', 'R&amp;D', '', ' ')),
  status: fc.option(
    fc.constantFrom(
      'Open',
      'OPEN ',
      'Pending',
      'pending',
      'Resolved',
      'Closed',
      'merged',
      'Spam',
      '',
      'Attente',
      'Ouvert'
    )
  ),
  priority: fc.option(fc.constantFrom('Low', 'Medium', 'High', 'Critical', 'critical', '', 'Urgent')),
  impact: fc.option(fc.constantFrom('NoImpact', 'SiteDown', 'ServerIssue', 'Minor', 'Major', 'CRISIS', '', 'Huge')),
  customer_name: fc.option(fc.constantFrom('Dupont', 'Ba&amp;sh')),
  created_at: instant,
  first_comment_at: instant,
  gone_at: fc.constantFrom(null, null, null, null, null, null, NOW),
});
const tickets = fc.uniqueArray(ticket, {
  maxLength: 36,
  size: 'max',
  selector: (row) => `${row.connection} ${row.external_id}`,
});

function assertClose(actual: unknown, expected: number | null, what: string): void {
  if (expected === null || typeof actual !== 'number') {
    assert.equal(actual, expected, what);
  } else {
    assert.ok(Math.abs(actual - expected) <= 1e-9 * Math.max(1, expected), `${what}: ${actual}, not ${expected}`);
  }
}

async function compareSummary(store: Store, rows: RawTicket[]): Promise<void> {
  const [actual] = await rowsOf(store, 'tickets.summary');
  const expected = expectedSummary(rows);
  assert.deepEqual(Object.keys(actual ?? {}), Object.keys(expected));
  for (const [name, value] of Object.entries(expected)) {
    assertClose(actual?.[name], value, name);
  }
  assert.equal(expected.impact_major + expected.impact_minor + expected.impact_none, actual?.['total']);
}

async function compareClass(store: Store, rows: RawTicket[], name: 'open' | 'pending'): Promise<void> {
  const newest = expectedNewest(ticketsOfClass(rows, name));
  const list = await rowsOf(store, 'tickets.list', { class: name });
  assert.deepEqual(
    list.map((row) => [row['source'], row['id']]),
    newest
  );
  const latest = await rowsOf(store, 'tickets.latest', { class: name });
  assert.deepEqual(
    latest.map((row) => row['id']),
    newest.slice(0, 4).map(([, id]) => id)
  );

  const priorities = await rowsOf(store, 'tickets.by_priority', { class: name });
  const expected = expectedPriorities(rows, name);
  const total = expected.reduce((sum, [, count]) => sum + count, 0);
  assert.deepEqual(
    priorities.map((row) => [row['priority'], row['count'], row['share']]),
    expected.map(([label, count]) => [label, count, total === 0 ? 0 : count / total])
  );
  const tenths = priorities.reduce((sum, row) => sum + Math.round((row['percent'] as number) * 10), 0);
  assert.equal(tenths, total === 0 ? 0 : 1000);
}

testOnStores('tickets: the board equals an independent computation', async (_t, store) => {
  await fc.assert(
    fc.asyncProperty(tickets, async (rows) => {
      await sql`truncate tickets cascade`.execute(store.db);
      await insertTickets(store, rows);
      await compareSummary(store, rows);
      await compareClass(store, rows, 'open');
      await compareClass(store, rows, 'pending');
    }),
    { numRuns: 25, seed: 20_260_310 }
  );
});

testOnStores('alerts: their order equals an independent computation', async (_t, store) => {
  const alerts = fc.uniqueArray(
    fc.record({
      connection: fc.constantFrom('atera', 'Lyon'),
      external_id: fc.integer({ min: 8, max: 19 }),
      created_at: instant,
    }),
    { minLength: 1, maxLength: 24, size: 'max', selector: (row) => `${row.connection} ${row.external_id}` }
  );
  await fc.assert(
    fc.asyncProperty(alerts, fc.integer({ min: 1, max: 50 }), async (rows, limit) => {
      await sql`truncate alerts`.execute(store.db);
      await insertAlerts(store, rows);
      const expected = expectedNewest(rows).slice(0, limit);
      assert.deepEqual(
        (await rowsOf(store, 'alerts.latest', { limit })).map((row) => row['id']),
        expected.map(([, id]) => id)
      );
    }),
    { numRuns: 15, seed: 20_260_310 }
  );
});
