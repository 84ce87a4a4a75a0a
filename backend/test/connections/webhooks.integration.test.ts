import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';

import { waitUntil } from '../../../tests/servers/wait-until.ts';
import { type AteraSimulator, buildTicket } from '../../../tests/simulators/atera/index.ts';
import { DEFAULT_RATE_LIMITS } from '../../src/http/rate-limits.ts';
import type { ServerOptions } from '../../src/main/server.ts';
import { send, withDataDir } from '../support/server/server.ts';
import { withAtera } from '../support/upstreams/atera.ts';
import { newSecretKey, serverOn, storeOf, testOnStoresOfServers } from '../support/upstreams/connections.ts';
import { withOdoo } from '../support/upstreams/odoo.ts';
import { TEST_KEY } from '../support/upstreams/upstream.ts';

type Env = Record<string, string>;

/** A server that reads one account of the environment, once so far, and its webhook. */
async function withWebhook(t: TestContext, env: Env, options?: ServerOptions) {
  const atera = await withAtera(t, { tickets: [buildTicket(Date.parse('2024-07-23T08:00:00Z'), { TicketID: 1 })] });
  const settings = { ...env, ATERA_URL: atera.url, ATERA_API_KEY: TEST_KEY };
  const server = await serverOn(t, settings, options);
  assert.deepEqual(await server.sync(), { atera: null });
  const { body } = await server.call<{ path: string }>('POST', '/v1/connections/atera/webhook');
  assert.match(body.path, /^\/v1\/webhooks\/atera\/[A-Za-z0-9_-]{43}$/);
  return { atera, server, path: body.path, secret: body.path.slice(-43) };
}

const refreshes = (atera: AteraSimulator): number =>
  atera.requests.count(({ path, status }) => path.endsWith('/lastmodified') && status !== null);

const untilRefreshes = (atera: AteraSimulator, wanted: number) =>
  waitUntil(`refreshes: ${wanted}`, () => refreshes(atera) >= wanted);

testOnStoresOfServers('a call reads what changed, soon and without waiting for the interval', async (t, env) => {
  const { atera, server, path, secret } = await withWebhook(t, env);
  const before = refreshes(atera);
  const answer = await send<unknown>(server.url + path, { method: 'POST', body: '{"TicketID": "of no interest' });
  assert.deepEqual([answer.status, answer.body], [202, { accepted: true }]);
  await untilRefreshes(atera, before + 1);
  const [listed] = await server.list();
  assert.ok(Date.parse(listed?.webhook?.lastCalledAt ?? '') > 0);
  await server.close();

  assert.ok(!server.log.text().includes(secret));
  const store = await storeOf(t, env);
  const rows = await store.db.selectFrom('webhooks').selectAll().execute();
  assert.equal(rows[0]?.secret_hash.length, 32);
  assert.ok(!JSON.stringify(rows).includes(secret));
});

test('a flood of calls costs few readings', async (t) => {
  const { atera, server, path } = await withWebhook(t, await envWithFolder(t));
  const before = refreshes(atera);
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => send(server.url + path, { method: 'POST', body: {} }))
  );
  assert.ok(answers.every(({ status }) => status === 202));
  await untilRefreshes(atera, before + 1);
  await server.close();
  assert.ok(refreshes(atera) <= before + 3, String(refreshes(atera) - before));
});

test('whatever the body is, it is not looked at, and it is bounded', async (t) => {
  const { server, path } = await withWebhook(t, await envWithFolder(t));
  const call = (body: string | undefined, type?: string) =>
    send(server.url + path, { method: 'POST', body, headers: type === undefined ? {} : { 'content-type': type } });
  const bodies: [string | undefined, string?][] = [
    [undefined],
    ['', 'application/json'],
    ['{"broken', 'application/json'],
    ['{"__proto__": {"polluted": 1}}', 'application/json'],
    ['a=b', 'application/x-www-form-urlencoded'],
    ['<xml/>', 'application/xml'],
    ['x'.repeat(60_000), 'text/plain'],
  ];
  for (const [body, type] of bodies) {
    assert.equal((await call(body, type)).status, 202, `${type} ${body?.slice(0, 20)}`);
  }
  const tooLarge = await call('x'.repeat(70_000), 'text/plain');
  assert.deepEqual([tooLarge.status, tooLarge.body.code], [413, 'payload_too_large']);
});

test('an unknown, replaced or removed secret is refused, and no answer repeats it', async (t) => {
  const { atera, server, path, secret } = await withWebhook(t, await envWithFolder(t));
  const before = atera.requests.count();
  const next = await server.call<{ path: string }>('POST', '/v1/connections/atera/webhook');
  assert.notEqual(next.body.path, path);
  assert.equal((await server.call('DELETE', '/v1/connections/atera/webhook')).status, 204);
  assert.equal((await server.call('DELETE', '/v1/connections/atera/webhook')).status, 404);
  for (const [method, wrong] of [
    ['POST', path],
    ['POST', next.body.path],
    ['POST', `/v1/webhooks/atera/${'A'.repeat(43)}`],
    ['POST', `/v1/webhooks/atera/${secret}/more?a=b`],
    ['POST', path.replace('atera', 'odoo')],
    ['GET', path],
  ] as const) {
    const answer = await send(server.url + wrong, { method });
    // Only the route itself is open; any other path asks for a token first.
    assert.ok([401, 404].includes(answer.status), `${method} ${wrong}: ${answer.status}`);
    assert.ok(!answer.text.includes(secret), answer.text);
    assert.match(answer.body.instance, /^\/v1\/webhooks\/(atera|odoo)\/…$/);
  }
  assert.equal(atera.requests.count(), before);
  assert.ok(!server.log.text().includes(secret));
});

test('calls from one address are limited', async (t) => {
  const rateLimits = { ...DEFAULT_RATE_LIMITS, webhooksPerAddress: 3 };
  const { server, path } = await withWebhook(t, await envWithFolder(t), { rateLimits });
  const statuses: number[] = [];
  for (let call = 0; call < 5; call += 1) {
    statuses.push((await send(server.url + path, { method: 'POST' })).status);
  }
  assert.deepEqual(statuses, [202, 202, 202, 429, 429]);
  assert.equal((await server.call('GET', '/v1/connections')).status, 200);
});

test('a webhook needs a connection that calls webhooks', async (t) => {
  const odoo = await withOdoo(t);
  const server = await serverOn(t, { ...(await envWithFolder(t)), VIGIE_SECRET_KEY: newSecretKey() });
  const odooSettings = { kind: 'odoo', url: odoo.url, database: odoo.database, login: 'vigie@example.com' };
  await server.add({ name: 'crm', ...odooSettings, secret: TEST_KEY });
  assert.equal((await server.call('POST', '/v1/connections/crm/webhook')).status, 400);
  assert.equal((await server.call('POST', '/v1/connections/nowhere/webhook')).status, 404);
});

async function envWithFolder(t: TestContext): Promise<Env> {
  return { VIGIE_DATA_DIR: await withDataDir(t), SYNC_INTERVAL_SECONDS: '86400' };
}
