import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';

import { buildLead, buildPartner } from '../index.ts';
import { answerOf, json2, KEY, NOW, simulatorFor } from '../test-helper.ts';

const leads = [
  buildLead(NOW.getTime(), { id: 1, partner_id: 40, user_id: 6 }),
  buildLead(NOW.getTime(), { id: 2, active: false, probability: 0 }),
];
const partners = [buildPartner({ id: 30, name: 'BASH SAS' }), buildPartner({ id: 40, name: 'Alice', parent_id: 30 })];

test('gives the version without a key', async (t) => {
  const simulator = await simulatorFor(t);
  const answer = await answerOf(await fetch(`${simulator.url}/json/version`));
  assert.deepEqual(answer.body, { version_info: [19, 0, 0, 'final', 0, ''], version: '19.0' });
});

test('answers are bare JSON: empty values are false, many2one is [id, name]', async (t) => {
  const simulator = await simulatorFor(t, { leads, partners });
  const fields = ['partner_id', 'stage_id', 'date_closed', 'user_id', 'partner_name'];
  const answer = await json2(simulator, 'crm.lead/search_read', { domain: [], fields });
  assert.deepEqual(answer.body, [
    {
      id: 1,
      partner_id: [40, 'BASH SAS, Alice'],
      stage_id: [1, 'Nouveau'],
      date_closed: false,
      user_id: [6, 'Mathilde Sauvageot'],
      partner_name: false,
    },
  ]);
  assert.equal((await json2(simulator, 'crm.lead/search_count', { domain: [] })).text, '1');
  assert.deepEqual((await json2(simulator, 'crm.lead/read', { ids: [2], fields: ['won_status'] })).body, [
    { id: 2, won_status: 'lost' },
  ]);
  const described = await json2(simulator, 'crm.lead/fields_get', { allfields: ['won_status'], attributes: ['type'] });
  assert.deepEqual(described.body, { won_status: { type: 'selection' } });
});

test('archived records are left out unless active_test is off or the domain asks for them', async (t) => {
  const simulator = await simulatorFor(t, { leads });
  const search = async (body: object) => (await json2(simulator, 'crm.lead/search', body)).body;
  assert.deepEqual(await search({ domain: [] }), [1]);
  assert.deepEqual(await search({ domain: [], context: { active_test: false }, order: 'id desc' }), [2, 1]);
  assert.deepEqual(await search({ domain: [['active', '=', false]] }), [2]);
});

test('every refusal has the form of the real server', async (t) => {
  const simulator = await simulatorFor(t, { leads, forbiddenModels: ['crm.team'] });
  const refusals = [
    ['bad key', 'crm.lead/search', {}, { authorization: 'bearer wrong' }, 401, 'werkzeug.exceptions.Unauthorized'],
    ['no right', 'crm.team/search', { domain: [] }, {}, 403, 'odoo.exceptions.AccessError'],
    ['private method', 'crm.lead/_search', { domain: [] }, {}, 403, 'odoo.exceptions.AccessError'],
    ['unknown model', 'crm.load/search', { domain: [] }, {}, 404, 'werkzeug.exceptions.NotFound'],
    ['unknown method', 'crm.lead/find', { domain: [] }, {}, 404, 'werkzeug.exceptions.NotFound'],
    ['unknown argument', 'crm.lead/search', { domian: [] }, {}, 422, 'werkzeug.exceptions.UnprocessableEntity'],
    ['ids on a model method', 'crm.lead/search', { ids: [1] }, {}, 422, 'werkzeug.exceptions.UnprocessableEntity'],
    ['unknown field', 'crm.lead/search_read', { domain: [], fields: ['nom'] }, {}, 500, 'builtins.ValueError'],
    ['bad domain', 'crm.lead/search', { domain: [['nom', '=', 1]] }, {}, 500, 'builtins.ValueError'],
    [
      'zone',
      'crm.lead/search',
      { domain: [['write_date', '>', '2026-03-12T10:00:00Z']] },
      {},
      500,
      'builtins.ValueError',
    ],
  ] as const;
  for (const [what, path, body, headers, status, name] of refusals) {
    const answer = await json2(simulator, path, body, headers);
    assert.equal(answer.status, status, what);
    const error = answer.body as Record<string, unknown>;
    assert.deepEqual(Object.keys(error), ['name', 'message', 'arguments', 'context', 'debug'], what);
    assert.equal(error['name'], name, what);
    assert.match(String(error['debug']), /^Traceback/, what);
  }
});

test('a wrong or missing database, a wrong content type and an empty database answer pages', async (t) => {
  const simulator = await simulatorFor(t);
  const call = (headers: Record<string, string>) => json2(simulator, 'crm.lead/search', { domain: [] }, headers);
  for (const [answer, status] of [
    [await call({ 'x-odoo-database': 'other' }), 404],
    [await call({ 'x-odoo-database': '' }), 404],
    [await call({ 'content-type': 'text/plain' }), 415],
  ] as const) {
    assert.equal(answer.status, status);
    assert.match(answer.type, /^text\/html/);
  }
  simulator.faults.set({ kind: 'uninitialised' });
  assert.deepEqual([(await call({})).status, (await call({})).type], [500, 'text/html; charset=utf-8']);
  simulator.faults.set({ kind: 'no-database' });
  assert.equal((await call({})).status, 404);
});

test('a body in chunks is ignored: 422', async (t) => {
  const simulator = await simulatorFor(t);
  const headers = {
    authorization: `bearer ${KEY}`,
    'x-odoo-database': simulator.database,
    'content-type': 'application/json',
    'transfer-encoding': 'chunked',
  };
  const status = await new Promise((resolve, reject) => {
    const chunked = request(`${simulator.url}/json/2/crm.lead/search`, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    chunked.once('error', reject).end('{"domain":[]}');
  });
  assert.equal(status, 422);
});

test('faults: revoked key, any exception, another count', async (t) => {
  const simulator = await simulatorFor(t, { leads });
  const count = () => json2(simulator, 'crm.lead/search_count', { domain: [] });
  simulator.faults.set({ kind: 'key-revoked' });
  assert.equal((await count()).status, 401);
  simulator.faults.set({
    kind: 'exception',
    name: 'psycopg2.errors.SerializationFailure',
    message: 'again',
    status: 500,
  });
  assert.equal((await count()).status, 500);
  simulator.faults.set({ kind: 'wrong-total', by: 3 });
  assert.equal((await count()).text, '4');
});
