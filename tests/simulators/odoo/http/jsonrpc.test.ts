import assert from 'node:assert/strict';
import { test } from 'node:test';

import { buildLead } from '../index.ts';
import { type Answer, executeKw, json2, KEY, NOW, rpc, simulatorFor } from '../test-helper.ts';

const leads = [buildLead(NOW.getTime(), { id: 1 })];

function errorOf(answer: Answer): { name: string; message: string; debug: string } {
  assert.equal(answer.status, 200, 'JSON-RPC fails with HTTP 200');
  return (answer.body as { error: { data: { name: string; message: string; debug: string } } }).error.data;
}

const resultOf = (answer: Answer): unknown => (answer.body as { result: unknown }).result;

test('before 19 there is JSON-RPC only; 19 still has it', async (t) => {
  const old = await simulatorFor(t, { version: 17, leads });
  const recent = await simulatorFor(t, { leads });
  assert.equal((await fetch(`${old.url}/json/version`)).status, 404);
  const json2Answer = await json2(old, 'crm.lead/search', { domain: [] });
  assert.deepEqual([json2Answer.status, json2Answer.type], [404, 'text/html; charset=utf-8']);
  for (const [simulator, version] of [
    [old, '17.0'],
    [recent, '19.0'],
  ] as const) {
    const told = resultOf(await rpc(simulator, 'common', 'version', [])) as { server_version: string };
    assert.equal(told.server_version, version);
    assert.deepEqual(resultOf(await executeKw(simulator, 'crm.lead', 'search', [[]])), [1]);
  }
});

test('authenticate gives the uid, or false', async (t) => {
  const simulator = await simulatorFor(t, { version: 17 });
  const uid = async (login: string, key: string) =>
    resultOf(await rpc(simulator, 'common', 'authenticate', ['vigie', login, key, {}]));
  assert.equal(await uid('vigie@example.com', KEY), 2);
  assert.equal(await uid('vigie@example.com', 'wrong'), false);
  assert.equal(await uid('nobody@example.com', KEY), false);
});

test('17 has no won_status', async (t) => {
  const simulator = await simulatorFor(t, { version: 17, leads });
  const fields = resultOf(await executeKw(simulator, 'crm.lead', 'fields_get', [['won_status', 'probability']]));
  assert.deepEqual(Object.keys(fields as object), ['probability']);
  assert.equal(
    errorOf(await executeKw(simulator, 'crm.lead', 'search', [[['won_status', '=', 'won']]])).name,
    'builtins.ValueError'
  );
});

test('errors carry the Python name and a traceback', async (t) => {
  const simulator = await simulatorFor(t, { version: 17, leads, forbiddenModels: ['crm.team'] });
  const object = (args: unknown[]) => rpc(simulator, 'object', 'execute_kw', args);
  const errors = [
    [await object(['vigie', 2, 'wrong', 'crm.lead', 'search', [[]]]), 'odoo.exceptions.AccessDenied', /Access Denied/],
    [
      await object(['other', 2, KEY, 'crm.lead', 'search', [[]]]),
      'psycopg2.OperationalError',
      /database "other" does not exist/,
    ],
    [
      await executeKw(simulator, 'crm.load', 'search', [[]]),
      'odoo.exceptions.UserError',
      /Object crm.load doesn't exist/,
    ],
    [await executeKw(simulator, 'crm.lead', 'find', [[]]), 'builtins.AttributeError', /does not exist/],
    [
      await executeKw(simulator, 'crm.lead', 'search', [[]], { nom: 1 }),
      'builtins.TypeError',
      /unexpected keyword argument 'nom'/,
    ],
    [await executeKw(simulator, 'crm.team', 'search', [[]]), 'odoo.exceptions.AccessError', /not allowed/],
    [await executeKw(simulator, 'crm.lead', 'read', [[9]]), 'odoo.exceptions.MissingError', /does not exist/],
  ] as const;
  for (const [answer, name, message] of errors) {
    const error = errorOf(answer);
    assert.equal(error.name, name);
    assert.match(error.message, message);
    assert.match(error.debug, /^Traceback/);
  }
});
