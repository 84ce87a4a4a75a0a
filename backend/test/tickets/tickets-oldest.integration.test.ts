import assert from 'node:assert/strict';

import fc from 'fast-check';
import { sql } from 'kysely';

import type { Store } from '../../src/store/driver/database.ts';
import { ago, ask, insertTickets, READER, rowsOf } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';

type Ticket = Parameters<typeof insertTickets>[1][number];

const keyOf = ({ connection, external_id }: Ticket): string => `${connection} ${external_id}`;

async function keys(store: Store, params: Record<string, unknown> = {}): Promise<string[]> {
  return (await rowsOf(store, 'tickets.oldest', params)).map((row) => `${String(row['source'])} ${String(row['id'])}`);
}

/** The same by hand: open ones by age, then number, then connection; those without a date at the end. */
function expected(tickets: Ticket[], limit = 10): string[] {
  const instant = ({ created_at: at }: Ticket): number => (at ? new Date(at).getTime() : Infinity);
  return tickets
    .filter(({ status }) => status === 'Open')
    .sort((a, b) => {
      const [first, second] = [instant(a), instant(b)];
      if (first !== second) {
        return first < second ? -1 : 1;
      }
      return a.external_id - b.external_id || (keyOf(a) < keyOf(b) ? -1 : 1);
    })
    .slice(0, limit)
    .map(keyOf);
}

testOnStores('oldest: shows number, title, client, age, status, technician and link of a ticket', async (_t, store) => {
  await insertTickets(store, [
    { external_id: 7, title: 'Impression &agrave; refaire', technician_name: 'Zoé Martin', created_at: ago(90.7) },
  ]);
  assert.deepEqual((await ask(store, 'tickets.oldest')).rows[0]?.['age_s'], 90);
  const [row] = await rowsOf(store, 'tickets.oldest');
  assert.deepEqual(
    ['id', 'title', 'client', 'age_s', 'status', 'technician', 'url'].map((column) => row?.[column]),
    ['7', 'Impression à refaire', 'Dupont SA', 90, 'Open', 'Zoé Martin', 'https://atera.example/new/ticket/7']
  );
});

testOnStores('oldest: equals an independent computation over generated tickets', async (_t, store) => {
  const ticket = fc.record({
    connection: fc.constantFrom('paris', 'lyon'),
    external_id: fc.integer({ min: 1, max: 40 }),
    status: fc.constantFrom('Open', 'Open', 'Pending', 'Closed'),
    customer_name: fc.constantFrom('BASH', 'Zoo'),
    created_at: fc.option(fc.constantFrom(0, 1, 3_600, 86_400, 864_000).map(ago), { freq: 5 }),
  });
  const tickets = fc.uniqueArray(ticket, { maxLength: 40, size: 'max', selector: keyOf });
  await fc.assert(
    fc.asyncProperty(tickets, async (rows) => {
      await sql`truncate tickets cascade`.execute(store.db);
      await insertTickets(store, rows);
      assert.deepEqual(await keys(store), expected(rows));
      assert.deepEqual(await keys(store, { limit: 3 }), expected(rows, 3));
      const ofClient = rows.filter(({ customer_name }) => customer_name === 'Zoo');
      assert.deepEqual(await keys(store, { client: 'zoo', limit: 200 }), expected(ofClient, 200));
      const access = { ...READER, connections: ['lyon'] };
      const ofConnection = rows.filter(({ connection }) => connection === 'lyon');
      assert.deepEqual(
        (await ask(store, 'tickets.oldest', { access, params: { limit: 200 } })).rows.map(
          (row) => `lyon ${String(row['id'])}`
        ),
        expected(ofConnection, 200)
      );
    }),
    { numRuns: 20 }
  );
});
