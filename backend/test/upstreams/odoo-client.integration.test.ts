import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  buildLead,
  buildPartner,
  type Fault,
  type OdooVersion,
  TRACEBACK_MARK,
} from '../../../tests/simulators/odoo/index.ts';
import type { UpstreamErrorKind } from '../../src/upstreams/http/errors.ts';
import { OdooError } from '../../src/upstreams/odoo/error.ts';
import { failureOf as failureWith } from '../support/store/failure.ts';
import { odooClient, TEST_LOGIN, withOdoo } from '../support/upstreams/odoo.ts';
import { TEST_KEY } from '../support/upstreams/upstream.ts';

const NOW = Date.parse('2026-03-02T10:00:00Z');
const CALL = { priority: 'refresh' } as const;
const VERSIONS: readonly OdooVersion[] = [19, 17];
const leads = [
  buildLead(NOW, { id: 1, partner_id: 40 }),
  buildLead(NOW, { id: 2, active: false, probability: 0 }),
  buildLead(NOW, { id: 3, stage_id: 4, probability: 100 }),
];
const partners = [
  buildPartner({ id: 30, name: 'BASH SAS' }),
  buildPartner({ id: 40, name: 'Alice Arvenel', parent_id: 30, active: false }),
];

const failureOf = (promise: Promise<unknown>): Promise<OdooError> => failureWith(promise, OdooError);

for (const version of VERSIONS) {
  const protocol = version >= 19 ? 'json2' : 'jsonrpc';

  test(`Odoo ${version}: leads, their number, open ones and commercial partners`, async (t) => {
    const simulator = await withOdoo(t, { version, leads, partners, now: () => new Date(NOW) });
    const client = odooClient(t, simulator);
    assert.deepEqual(await client.server(CALL), { version: `${version}.0`, protocol });
    const all = await client.leads({ domain: [], afterId: 0 }, CALL);
    assert.deepEqual(
      all.items.map(({ externalId, ticket }) => [externalId, ticket.statusClass]),
      [
        [1, 'open'],
        [2, 'done'],
        [3, 'done'],
      ]
    );
    assert.deepEqual([all.broken, all.nextAfterId, all.serverDate], [0, null, new Date(NOW)]);
    const open = await client.openDomain(CALL);
    assert.equal(await client.countLeads(open, CALL), 1);
    assert.deepEqual(
      (await client.leads({ domain: open, afterId: 0 }, CALL)).items.map(({ externalId }) => externalId),
      [1]
    );
    assert.deepEqual([...(await client.commercialPartners([40, 99], CALL))], [[40, { id: 30, name: 'BASH SAS' }]]);
  });

  test(`Odoo ${version}: slices go on where the last one ended`, async (t) => {
    const many = Array.from({ length: 1_001 }, (_, index) => buildLead(NOW, { id: index + 1 }));
    const client = odooClient(t, await withOdoo(t, { version, leads: many, partners }));
    const sizes: number[] = [];
    for (let afterId: number | null = 0; afterId !== null;) {
      const slice = await client.leads({ domain: [], afterId }, CALL);
      sizes.push(slice.items.length);
      afterId = slice.nextAfterId;
    }
    assert.deepEqual(sizes, [500, 500, 1]);
  });

  const exception = (name: string, message = 'gone wrong', status = 500): Fault => ({
    kind: 'exception',
    name,
    message,
    status,
  });
  const FAILURES: Record<string, { fault: Fault; kind: UpstreamErrorKind; message: RegExp; repeated?: true }> = {
    'a key that is wrong or revoked': { fault: { kind: 'key-revoked' }, kind: 'unauthorized', message: /refuses the/ },
    'a missing right': {
      fault: exception('odoo.exceptions.AccessError', 'not for you', 403),
      kind: 'forbidden',
      message: /forbids crm\.lead\.search_read: the key's user lacks the right/,
    },
    'a wrong database': { fault: { kind: 'no-database' }, kind: 'not_found', message: /database "vigie"/ },
    'a database without Odoo': {
      fault: { kind: 'uninitialised' },
      kind: 'unavailable',
      message: /database "vigie" (may hold|holds) no Odoo yet/,
      repeated: true,
    },
    'an unknown field': {
      fault: exception('builtins.ValueError', `Invalid field crm.lead.nom ${TEST_KEY}\nsecond line`),
      kind: 'invalid_answer',
      message:
        /does not understand a field or a condition of crm\.lead\.search_read \(Invalid field crm\.lead\.nom …\)$/,
    },
    'unknown arguments': {
      fault: exception('builtins.TypeError', 'unexpected keyword'),
      kind: 'invalid_answer',
      message: /refuses the arguments of crm\.lead\.search_read$/,
    },
    'no CRM': {
      fault: exception('odoo.exceptions.UserError', "Object crm.lead doesn't exist", 404),
      kind: 'not_found',
      message: /does not know crm\.lead\.search_read: is its CRM application installed/,
    },
    'any other exception': {
      fault: exception('psycopg2.errors.SerializationFailure'),
      kind: 'unavailable',
      message: /fails in crm\.lead\.search_read \(psycopg2\.errors\.SerializationFailure\)/,
      repeated: true,
    },
    'too many requests': {
      fault: { kind: 'status', status: 429 },
      kind: 'rate_limited',
      message: /429/,
      repeated: true,
    },
    'a server that is away': {
      fault: { kind: 'status', status: 502 },
      kind: 'unavailable',
      message: /502/,
      repeated: true,
    },
    'a reset': { fault: { kind: 'reset' }, kind: 'unavailable', message: /cannot be reached/, repeated: true },
    'a web page': { fault: { kind: 'html' }, kind: 'invalid_answer', message: /web page/, repeated: true },
    'half an answer': { fault: { kind: 'cut-json' }, kind: 'invalid_answer', message: /cut off/, repeated: true },
  };

  test(`Odoo ${version}: names every failure by its kind, in a sentence without secrets`, async (t) => {
    const simulator = await withOdoo(t, { version, leads, partners });
    const client = odooClient(t, simulator);
    for (const [what, { fault, kind, message, repeated }] of Object.entries(FAILURES)) {
      await client.server(CALL);
      simulator.requests.clear();
      simulator.faults.set(fault);
      const error = await failureOf(client.leads({ domain: [], afterId: 0 }, CALL));
      simulator.faults.clear();
      assert.equal(error.kind, kind, what);
      assert.match(error.message, message, what);
      const asked = simulator.requests.count(({ path }) => path !== '/web/session/get_session_info');
      assert.equal(asked, repeated ? 4 : 1, what);
      const shown = `${error.message} ${JSON.stringify(error)} ${error.stack}`;
      assert.ok(!shown.includes(TEST_KEY) && !shown.includes(TRACEBACK_MARK), what);
    }
    assert.equal((await client.leads({ domain: [], afterId: 0 }, CALL)).items.length, 3, 'it recovers by itself');
  });

  test(`Odoo ${version}: leads without a usable id are counted`, async (t) => {
    const simulator = await withOdoo(t, { version, leads, partners });
    simulator.faults.set({ kind: 'missing-fields', fields: ['id'], every: 2 });
    const slice = await odooClient(t, simulator).leads({ domain: [], afterId: 0 }, CALL);
    assert.deepEqual([slice.items.length, slice.broken], [1, 2]);
  });
}

test('a list that moves between two slices loses nothing', async (t) => {
  const many = Array.from({ length: 900 }, (_, index) => buildLead(NOW, { id: index + 1 }));
  const simulator = await withOdoo(t, { leads: many, partners });
  const client = odooClient(t, simulator);
  const open = await client.openDomain(CALL);
  const first = await client.leads({ domain: open, afterId: 0 }, CALL);
  for (let id = 1; id <= 40; id += 1) {
    simulator.world.deleteLead(id);
    simulator.world.winLead(id + 40);
  }
  const { id: newest } = simulator.world.addLead();
  const second = await client.leads({ domain: open, afterId: first.nextAfterId ?? 0 }, CALL);
  assert.deepEqual(
    second.items.map(({ externalId }) => externalId),
    [...Array.from({ length: 400 }, (_, index) => index + 501), newest]
  );
});

test('a body always travels whole, with its length and the database', async (t) => {
  // The simulator ignores chunked bodies and finds no database without the header: an answer proves both.
  const client = odooClient(t, await withOdoo(t, { leads, partners }));
  assert.equal(await client.countLeads([['id', '=', 1]], CALL), 1);
});

test('who answers is asked once, and again after a failure that another version would explain', async (t) => {
  const simulator = await withOdoo(t, { leads, partners });
  const client = odooClient(t, simulator);
  await Promise.all([client.countLeads([], CALL), client.countLeads([], CALL)]);
  const versions = () => simulator.requests.count(({ path }) => path === '/json/version');
  assert.equal(versions(), 1);
  simulator.faults.set({ kind: 'exception', name: 'werkzeug.exceptions.NotFound', status: 404, times: 1 });
  await failureOf(client.countLeads([], CALL));
  await client.countLeads([], CALL);
  assert.equal(versions(), 2);
});

test('an outage says nothing about the version', async (t) => {
  const simulator = await withOdoo(t, { leads, partners });
  simulator.faults.set({ kind: 'status', status: 503, path: '/json/version' });
  assert.equal((await failureOf(odooClient(t, simulator).countLeads([], CALL))).kind, 'unavailable');
  assert.equal(
    simulator.requests.count(({ path }) => path === '/jsonrpc'),
    0
  );
});

test('before 19 a login is needed, and must be the right one', async (t) => {
  const simulator = await withOdoo(t, { version: 17, leads, partners });
  const without = await failureOf(odooClient(t, simulator, { login: undefined }).server(CALL));
  assert.deepEqual([without.kind, without.transient], ['unauthorized', false]);
  assert.match(without.message, /Odoo 17\.0 wants a login/);
  const wrong = await failureOf(odooClient(t, simulator, { login: `x${TEST_LOGIN}` }).server(CALL));
  assert.match(wrong.message, /refuses the login or the API key/);
});

test('an address where no Odoo answers', async (t) => {
  const simulator = await withOdoo(t);
  const error = await failureOf(odooClient(t, simulator, { url: `${simulator.url}/elsewhere` }).server(CALL));
  assert.equal(error.kind, 'not_found');
  assert.match(error.message, /No Odoo with a database "vigie" answers at this address/);
});
