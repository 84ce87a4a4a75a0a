import assert from 'node:assert/strict';

import { sql } from 'kysely';

import { parseRules } from '../../src/config/rules-file/rules-file.ts';
import { DEFAULT_RULES, type Rules } from '../../src/domain/rules/rules.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { reclassify } from '../../src/store/upstream-rows/reclassify.ts';
import { insertTickets } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';

/* Queue and client of the stored tickets follow the rules. */

const RULES: Rules = parseRules(
  `queues:
  - { id: support, title: SUPPORT, source: atera, overdueAfter: 72h, default: true }
  - { id: sales, title: VENTES, source: odoo, overdueAfter: 5d }
  - { id: sysadmin, title: SYSADMIN, source: atera, overdueAfter: 72h, match: [{ title: /serveur/i }] }
clients:
  - { name: BASH, aliases: [Ba&sh], ateraCustomerIds: [lyon/7] }
`,
  'vigie.yaml'
);

function assignments({ db }: Store): Promise<{ queue: string | null; client: string | null }[]> {
  return db.selectFrom('tickets').select(['queue', 'client']).orderBy('external_id').execute();
}

testOnStores('tickets of all classes move when the rules change', async (_t, store) => {
  await insertTickets(store, [
    { external_id: 1, title: 'Le SERVEUR', customer_name: 'BA&amp;SH' },
    {
      external_id: 2,
      title: 'Imprimante',
      connection: 'lyon',
      customer_id: 7,
      customer_name: 'Pimkie',
      status: 'Closed',
    },
    { external_id: 3, title: 'Serveur', source: 'odoo', connection: 'odoo', customer_id: 7, customer_name: 'Dupont' },
  ]);
  assert.equal(await reclassify(store.db, RULES), true);
  assert.deepEqual(await assignments(store), [
    { queue: 'sysadmin', client: 'BASH' },
    { queue: 'support', client: 'BASH' },
    { queue: 'sales', client: null },
  ]);
  assert.equal(await reclassify(store.db, DEFAULT_RULES), true);
  assert.deepEqual(await assignments(store), [
    { queue: 'support', client: null },
    { queue: 'support', client: 'Pimkie' },
    { queue: 'admin', client: null },
  ]);
});

testOnStores('titles, limits and thresholds of queues and clients need no work', async (_t, store) => {
  await reclassify(store.db, RULES);
  const changed: Rules = {
    ...RULES,
    volume: { warn: 1, high: 2 },
    queues: RULES.queues.map((queue) => ({
      ...queue,
      title: 'X',
      clock: 'business',
      overdueAfter: { amount: 1, unit: 'd' },
    })),
  };
  assert.equal(await reclassify(store.db, changed), false);
  assert.equal(
    await reclassify(store.db, { ...RULES, queues: RULES.queues.toReversed() }),
    true,
    'their order decides'
  );
});

testOnStores('leads keep the classes that their reading gave them', async (_t, store) => {
  await insertTickets(store, [{ external_id: 1, source: 'odoo', connection: 'odoo', status: 'Gagné' }]);
  await store.db.updateTable('tickets').set({ status_class: 'done' }).execute();
  await reclassify(store.db, RULES);
  const { status_class } = await store.db.selectFrom('tickets').select('status_class').executeTakeFirstOrThrow();
  assert.equal(status_class, 'done');
});

testOnStores('more tickets than fit into a batch', async (_t, { db }) => {
  await sql`
    insert into tickets (connection, external_id, source, title, status, status_class, impact_class, priority_class, read_at)
    select case when n > 9000 then 'lyon' else 'atera' end, n, 'atera', case when n % 3 = 0 then 'Serveur' else 'Poste' end,
           'Open', 'open', 'none', 'none', now()
    from generate_series(1, 10000) as n`.execute(db);
  await reclassify(db, RULES);
  const counts = await db
    .selectFrom('tickets')
    .select(['queue', sql<number>`count(*)`.as('count')])
    .groupBy('queue')
    .orderBy('queue')
    .execute();
  assert.deepEqual(counts, [
    { queue: 'support', count: 6667 },
    { queue: 'sysadmin', count: 3333 },
  ]);
});
