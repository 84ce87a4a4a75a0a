import assert from 'node:assert/strict';

import { parseRules } from '../../src/config/rules-file/rules-file.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { readRuleFindings } from '../../src/store/findings/rule-findings.ts';
import { reclassify } from '../../src/store/upstream-rows/reclassify.ts';
import { insertTickets, NOW, READER, sourceState } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';

/* Hints that the rules for queues and clients miss something. */

const MATCHING = 'match: [{ title: /serveur/i }]';
const rulesWith = (support: string) =>
  parseRules(
    `queues:
  - { id: support, title: SUPPORT, source: atera, overdueAfter: 72h, default: true${support} }
  - { id: sysadmin, title: SYSADMIN, source: atera, overdueAfter: 72h, ${MATCHING} }
clients: [{ name: Pimkie }, { name: BASH, ateraCustomerIds: [7] }, { name: Valeor }]
`,
    'vigie.yaml'
  );
const RULES = rulesWith('');

async function found(store: Store, rules = RULES, access = READER): Promise<unknown[]> {
  await reclassify(store.db, rules);
  const findings = await readRuleFindings(store.db, rules, access);
  return findings.map(({ code, value, count }) => [code, value, count]);
}

testOnStores('active Atera tickets that no queue rule matched are counted', async (_t, store) => {
  await insertTickets(store, [
    { external_id: 1, title: 'Serveur' },
    { external_id: 2, title: 'Imprimante' },
    { external_id: 3, title: 'Écran', status: 'Pending' },
    { external_id: 4, title: 'Écran', status: 'Closed' },
    { external_id: 5, title: 'Devis', source: 'odoo', connection: 'odoo' },
  ]);
  assert.deepEqual(await found(store), [['unmatched_queue', 'SUPPORT', 2]]);
  const ownLines = rulesWith(', match: [{ title: [imprimante] }]');
  assert.deepEqual(
    await found(store, ownLines),
    [['unmatched_queue', 'SUPPORT', 1]],
    'the default queue has lines too'
  );
  const noRules = { ...RULES, queues: RULES.queues.map((queue) => ({ ...queue, match: [] })) };
  assert.deepEqual(await found(store, noRules), [], 'without any match rule there is nothing to miss');
});

testOnStores('names that look like a big client but match none, most tickets first', async (_t, store) => {
  await insertTickets(store, [
    { external_id: 1, title: 'Serveur', customer_id: 1, customer_name: 'Pimkie France' },
    { external_id: 2, title: 'Serveur', customer_id: 2, customer_name: 'PIMKIE  france' },
    { external_id: 3, title: 'Serveur', customer_id: 7, customer_name: 'Valeor (ancien)' },
    { external_id: 4, title: 'Serveur', customer_id: 3, customer_name: 'Dupont SA' },
    { external_id: 5, title: 'Devis', source: 'odoo', connection: 'odoo', customer_id: 7, customer_name: 'Ba sh' },
  ]);
  await store.db
    .insertInto('customers')
    .values([
      { connection: 'atera', external_id: 9, name: 'Groupe Valeor', read_at: NOW },
      { connection: 'atera', external_id: 10, name: 'Valeor', read_at: NOW },
    ])
    .execute();
  assert.deepEqual(await found(store), [
    ['client_lookalike', 'Pimkie France', 2],
    ['client_lookalike', 'Ba sh', 1],
    ['client_lookalike', 'Groupe Valeor', 0],
  ]);
  const [first] = await readRuleFindings(store.db, RULES, READER);
  assert.match(first?.text.fr ?? '', /^Le client « Pimkie France » \(2 tickets\) ressemble à « Pimkie »/);
  assert.deepEqual(await found(store, RULES, { ...READER, connections: ['lyon'] }), []);
});

testOnStores('clients never seen are named once everything was read', async (_t, store) => {
  await insertTickets(store, [
    { external_id: 1, title: 'Serveur', customer_name: 'Pimkie', status: 'Closed' },
    { external_id: 2, title: 'Serveur', customer_id: 7, customer_name: 'Boutique' },
  ]);
  assert.deepEqual(await found(store), [], 'nothing is known of the readings');
  await store.db
    .insertInto('source_states')
    .values(sourceState({ full_read_at: null }))
    .execute();
  assert.deepEqual(await found(store), [], 'the first reading goes on');
  await store.db.updateTable('source_states').set({ full_read_at: NOW }).execute();
  assert.deepEqual(await found(store), [['client_unseen', 'Valeor', 1]]);
});
