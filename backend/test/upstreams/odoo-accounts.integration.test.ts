import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';

import { buildLead, buildPartner } from '../../../tests/simulators/odoo/index.ts';
import { parseRules } from '../../src/config/rules-file/rules-file.ts';
import { checkUnqualifiedIds } from '../../src/doctor/checks/rules.ts';
import { SYSTEM_ACCESS } from '../../src/domain/access/system-access.ts';
import { systemClock } from '../../src/domain/clock/clock.ts';
import type { VigieError } from '../../src/domain/errors.ts';
import type { Rules } from '../../src/domain/rules/rules.ts';
import { assignTicket, type TicketFacts } from '../../src/domain/tickets/queues.ts';
import type { SourceKind } from '../../src/domain/tickets/ticket.ts';
import { withoutUnqualifiedIds } from '../../src/domain/tickets/unqualified-ids.ts';
import { actorOf } from '../../src/identity/actor.ts';
import { parseSecretKey } from '../../src/identity/secret-key.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { createOdooJobs } from '../../src/sync/odoo/jobs.ts';
import { createConnections } from '../../src/upstreams/connections/connections.ts';
import { testOnStores, withStore } from '../support/store/store.ts';
import { odooClient, TEST_LOGIN, withOdoo } from '../support/upstreams/odoo.ts';
import { syncOf } from '../support/upstreams/sync.ts';
import { TEST_KEY } from '../support/upstreams/upstream.ts';

/* Two Odoo accounts have customers of the same id: the rules must say whose is meant. */

const TESTER = actorOf(SYSTEM_ACCESS);
const NOW = Date.parse('2026-03-10T10:00:00Z');
const ODOO = { name: 'odoo', kind: 'odoo' } as const;

const factsOfTicket = (values: Partial<TicketFacts>): TicketFacts => ({
  source: 'atera',
  connection: 'sud',
  customerId: null,
  customerName: null,
  title: null,
  status: null,
  priority: null,
  impact: null,
  type: null,
  technicianId: null,
  technicianName: null,
  technicianEmail: null,
  contractId: null,
  ...values,
});

const RULES = `clients:
  - name: BASH
    odooPartnerIds: [31]
  - name: Pimkie
    odooPartnerIds: ["sud/31"]
`;

async function connection(t: TestContext, name: string, company: string) {
  const simulator = await withOdoo(t, {
    leads: [buildLead(NOW, { id: 1, partner_id: 31 })],
    partners: [buildPartner({ id: 31, name: company })],
  });
  const client = odooClient(t, simulator, { name });
  return { name, createJobs: (jobs: Parameters<typeof createOdooJobs>[0]) => createOdooJobs({ ...jobs, client }) };
}

async function clientsOf(store: Store) {
  const rows = await store.db.selectFrom('tickets').select(['connection', 'client']).orderBy('connection').execute();
  return rows.map((row) => [row.connection, row.client]);
}

testOnStores('an id without connection counts with one account, and for nobody with two', async (t, store) => {
  const rules: Rules = parseRules(RULES, 'vigie.yaml');
  const nord = await connection(t, 'nord', 'Ba Sh Holding');
  const sud = await connection(t, 'sud', 'Garage Tessonnier');
  const connections = [nord];
  const { sync } = syncOf(t, store, connections, { rules });
  await sync.syncNow();
  assert.deepEqual(await clientsOf(store), [['nord', 'BASH']]);

  connections.push(sud);
  await sync.syncNow();
  await sync.syncNow({ full: true });
  assert.deepEqual(await clientsOf(store), [
    ['nord', null],
    ['sud', 'Pimkie'],
  ]);

  await store.db.deleteFrom('source_states').where('connection', '=', 'sud').execute();
  await store.db.deleteFrom('tickets').where('connection', '=', 'sud').execute();
  connections.pop();
  await sync.syncNow();
  assert.deepEqual(await clientsOf(store), [['nord', 'BASH']], 'alone again');
});

test('the doctor names the line of an id that needs its connection, and what to write', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-accounts-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'vigie.yaml');
  await writeFile(file, RULES);
  const rules = parseRules(RULES, file);
  const check = async (...names: string[]) => {
    const accounts = names.map((name) => ({ name, kind: 'odoo' as const }));
    const found = await checkUnqualifiedIds(file, rules, [...accounts, { name: 'atera', kind: 'atera' }]);
    return found.map(({ state, text }) => [state, text.en, text.fr]);
  };
  assert.deepEqual(await check('odoo'), []);
  assert.deepEqual(await check('sud', 'nord'), [
    [
      'failed',
      'line 3, odooPartnerIds of "BASH": 31 could be a customer of several accounts and does not count. Write "nord/31" or "sud/31".',
      'ligne 3, odooPartnerIds de « BASH » : 31 peut être un client de plusieurs comptes et n’est plus pris en compte. Écrivez "nord/31" ou "sud/31".',
    ],
  ]);
});

const QUEUE_RULES = `queues:
  - id: support
    title: SUPPORT
    source: atera
    overdueAfter: 72h
    default: true
  - id: sysadmin
    title: SYSADMIN
    source: atera
    overdueAfter: 5d
    match:
      - technicianId: 7
      - title: /serveur/i
      - connection: nord
        customerId: [101, 102]
      - customerId: [103, 104]
        contractId: 9
`;

test('an id in a line of a queue needs its connection with two accounts: the doctor names each, whatever it is of', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-accounts-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'vigie.yaml');
  await writeFile(file, QUEUE_RULES);
  const rules = parseRules(QUEUE_RULES, file);
  const check = async (...names: string[]) =>
    (await checkUnqualifiedIds(file, rules, [...names.map((name) => ({ name, kind: 'atera' as const })), ODOO])).map(
      ({ text }) => text.en
    );
  assert.deepEqual(await check('atera'), []);
  const add = 'so the line matches nothing. Add "connection: nord" or "connection: sud" to it.';
  assert.deepEqual(await check('sud', 'nord'), [
    `line 12, technicianId of the queue "sysadmin": 7 exists in several accounts, ${add}`,
    `line 16, customerId of the queue "sysadmin": 103, 104 exists in several accounts, ${add}`,
    `line 17, contractId of the queue "sysadmin": 9 exists in several accounts, ${add}`,
  ]);
});

test('a line of a queue with an unqualified id selects nothing with two accounts, the other lines go on', () => {
  const rules = parseRules(QUEUE_RULES, 'vigie.yaml');
  const facts = (values: Partial<TicketFacts>) => factsOfTicket(values);
  const queueWith = (kinds: readonly SourceKind[], values: Partial<TicketFacts>) =>
    assignTicket(withoutUnqualifiedIds(rules, kinds), facts(values)).queue;
  for (const [values, alone, withTwo] of [
    [{ technicianId: 7 }, 'sysadmin', 'support'],
    [{ customerId: 103, contractId: 9 }, 'sysadmin', 'support'],
    [{ customerId: 101, connection: 'nord' }, 'sysadmin', 'sysadmin'],
    [{ title: 'Serveur en panne' }, 'sysadmin', 'sysadmin'],
  ] as const) {
    assert.equal(queueWith([], values), alone);
    assert.equal(queueWith(['atera'], values), withTwo);
    assert.equal(queueWith(['odoo'], values), alone, 'two accounts of the other kind change nothing');
  }
  assert.equal(withoutUnqualifiedIds(rules, ['atera']), withoutUnqualifiedIds(rules, ['atera']), 'compiled once');
});

test('a second account is refused while the rules hold ids without a connection, and nothing is stored', async (t) => {
  const store = await withStore(t);
  const simulator = await withOdoo(t);
  const connections = createConnections({
    db: store.db,
    rules: parseRules(RULES, 'vigie.yaml'),
    clock: systemClock,
    keyring: { current: parseSecretKey(randomBytes(32).toString('base64')), previous: undefined },
    environment: [],
  });
  const add = (name: string) => {
    const { url, database } = simulator;
    return connections.add({ name, kind: 'odoo', url, database, login: TEST_LOGIN, secret: TEST_KEY }, TESTER);
  };
  assert.equal((await add('odoo')).ok, true);
  await assert.rejects(add('sud'), ({ code, message }: VigieError) => {
    assert.equal(code, 'invalid_request');
    assert.match(
      message,
      /^Nothing was stored: with "sud" the rules would mix ids up\..* Write "odoo\/31" or "sud\/31"\.$/
    );
    return true;
  });
  assert.deepEqual(
    (await connections.list()).map(({ name }) => name),
    ['odoo']
  );
});
