import assert from 'node:assert/strict';
import test from 'node:test';

import { waitUntil } from '../../../tests/servers/wait-until.ts';
import { buildTicket } from '../../../tests/simulators/atera/index.ts';
import { buildLead } from '../../../tests/simulators/odoo/index.ts';
import type { QueryResult } from '../../src/datasets/engine/run.ts';
import type { ConnectionTest } from '../../src/upstreams/connections/connections.ts';
import { withDataDir, withFolder } from '../support/server/server.ts';
import { newDatabase, skipReason } from '../support/store/store.ts';
import { withAtera } from '../support/upstreams/atera.ts';
import {
  type AdministeredServer,
  jwtKey,
  newSecretKey,
  serverOn,
  testOnStoresOfServers,
} from '../support/upstreams/connections.ts';
import { TEST_LOGIN, withOdoo } from '../support/upstreams/odoo.ts';
import { TEST_KEY } from '../support/upstreams/upstream.ts';

const LONG_AGO = Date.parse('2024-07-23T08:00:00Z');
const tickets = (...ids: number[]) => ids.map((id) => buildTicket(LONG_AGO, { TicketID: id }));

async function totalOf(server: AdministeredServer): Promise<unknown> {
  const queries = [{ refId: 'A', dataset: 'tickets.summary' }];
  const { body } = await server.call<{ results: Record<string, QueryResult> }>('POST', '/v1/query', { queries });
  return body.results['A']?.frames[0]?.data.values[0]?.[0];
}

testOnStoresOfServers('connections come and go while the server runs', async (t, env) => {
  const main = await withAtera(t, { tickets: tickets(1, 2, 3) });
  const lyon = await withAtera(t, { tickets: tickets(1, 2) });
  const odoo = await withOdoo(t, { leads: [buildLead(LONG_AGO, { id: 7 })] });
  const server = await serverOn(t, {
    ...env,
    VIGIE_SECRET_KEY: newSecretKey(),
    ATERA_URL: main.url,
    ATERA_API_KEY: TEST_KEY,
  });
  assert.deepEqual(await server.sync(), { atera: null });
  assert.equal(await totalOf(server), 3);

  await server.add({ name: 'lyon', kind: 'atera', url: `${lyon.url}/`, secret: TEST_KEY });
  await server.add({
    name: 'lyon-odoo',
    kind: 'odoo',
    url: odoo.url,
    database: odoo.database,
    login: TEST_LOGIN,
    requestsPerMinute: 30,
    secret: TEST_KEY,
  });
  assert.deepEqual(await server.sync(), { atera: null, lyon: null, 'lyon-odoo': null });
  assert.equal(await totalOf(server), 5);

  const listed = (await server.list()).map(({ name, kind, origin, url, database, login, requestsPerMinute, state }) => [
    name,
    kind,
    origin,
    url,
    database,
    login,
    requestsPerMinute,
    state,
  ]);
  assert.deepEqual(listed, [
    ['atera', 'atera', 'environment', main.url, null, null, 300, 'ok'],
    ['lyon', 'atera', 'store', lyon.url, null, null, 300, 'ok'],
    ['lyon-odoo', 'odoo', 'store', odoo.url, odoo.database, TEST_LOGIN, 30, 'ok'],
  ]);

  const queries = [{ refId: 'A', dataset: 'tickets.list' }];
  const { text } = await server.call('POST', '/v1/query', { queries });
  // Each Odoo is a server of its own.
  assert.ok(text.includes(`${odoo.url}/mail/view?model=crm.lead&res_id=7`));

  const removed = await server.call<{ tickets: number }>('DELETE', '/v1/connections/lyon');
  assert.deepEqual([removed.status, removed.body.tickets], [200, 2]);
  assert.equal(await totalOf(server), 3);
  assert.deepEqual(await server.sync(), { atera: null, 'lyon-odoo': null });
  assert.equal(await totalOf(server), 3);
  assert.equal((await server.call('DELETE', '/v1/connections/lyon')).status, 404);
});

testOnStoresOfServers('a connection that is replaced is read with its new credentials', async (t, env) => {
  const atera = await withAtera(t, { apiKeys: [TEST_KEY, 'the-next-key'], tickets: tickets(1) });
  const server = await serverOn(t, { ...env, VIGIE_SECRET_KEY: newSecretKey() });
  await server.add({ name: 'lyon', kind: 'atera', url: atera.url, secret: TEST_KEY });
  assert.deepEqual(await server.sync(), { lyon: null });
  atera.faults.set({ kind: 'key-revoked' });
  assert.deepEqual(await server.sync(), { lyon: 'unauthorized' });
  atera.faults.set();

  assert.equal((await server.call('POST', '/v1/connections', { name: 'lyon', secret: 'the-next-key' })).status, 400);
  await server.add({ name: 'lyon', secret: 'the-next-key', requestsPerMinute: 77, replace: true });
  assert.deepEqual(await server.sync(), { lyon: null });
  const [lyon] = await server.list();
  assert.deepEqual([lyon?.url, lyon?.kind, lyon?.requestsPerMinute, lyon?.state], [atera.url, 'atera', 77, 'ok']);
  const answer = await server.call('POST', '/v1/connections', {
    name: 'lyon',
    kind: 'odoo',
    database: 'x',
    secret: TEST_KEY,
    replace: true,
  });
  assert.equal(answer.status, 400);
  assert.match(answer.body.detail, /is a connection to atera/);
});

test(
  'of two backends, the one that reads follows what is done at the other',
  { skip: skipReason('postgres') },
  async (t) => {
    const atera = await withAtera(t, { tickets: tickets(1, 2) });
    const shared = {
      DATABASE_URL: await newDatabase('migrated'),
      VIGIE_SECRET_KEY: newSecretKey(),
      SYNC_INTERVAL_SECONDS: '1',
    };
    const leader = await serverOn(t, { ...shared, VIGIE_DATA_DIR: await withFolder(t) });
    assert.deepEqual(await leader.sync(), {});
    const other = await serverOn(t, { ...shared, VIGIE_DATA_DIR: await withFolder(t) });
    await other.add({ name: 'lyon', kind: 'atera', url: atera.url, secret: TEST_KEY });
    await waitUntil('the connection is read', async () => (await other.list())[0]?.state === 'ok');
    assert.equal(await totalOf(other), 2);

    assert.equal((await other.call('DELETE', '/v1/connections/lyon')).status, 200);
    await waitUntil('the leader knows', () => leader.log.text().includes('the connection was removed'));
    const asked = atera.requests.count();
    assert.deepEqual(await leader.sync(), {});
    assert.equal(atera.requests.count(), asked);
    assert.equal(await totalOf(other), 0);
  }
);

test('what cannot be used is refused with a sentence, and nothing is stored', async (t) => {
  const atera = await withAtera(t);
  const odoo = await withOdoo(t);
  const server = await serverOn(t, {
    VIGIE_DATA_DIR: await withDataDir(t),
    VIGIE_SECRET_KEY: newSecretKey(),
    ATERA_URL: atera.url,
    ATERA_API_KEY: TEST_KEY,
  });
  const good = { name: 'lyon', kind: 'atera', url: atera.url, secret: TEST_KEY };
  const leads = {
    name: 'lyon',
    kind: 'odoo',
    url: odoo.url,
    database: odoo.database,
    login: TEST_LOGIN,
    secret: TEST_KEY,
  };
  const cases: [body: Record<string, unknown>, status: number, detail: RegExp][] = [
    [{ ...good, secret: 'wrong-key' }, 400, /Nothing was stored: Atera refuses the key/],
    [{ ...good, url: 'http://127.0.0.1:9' }, 503, /Nothing was stored: Atera cannot be reached/],
    [{ ...good, url: 'ftp://127.0.0.1' }, 400, /must be an http/],
    [{ ...good, url: 'https://user:wrong-key@atera.example' }, 400, /user name or password/],
    [{ ...good, name: 'atera' }, 400, /environment variables.*already make a connection named "atera"/],
    [{ ...good, name: 'a/b' }, 400, /cannot be the name/],
    [{ ...good, kind: undefined }, 400, /kind is one of atera, odoo/],
    [{ ...good, kind: 'jira' }, 400, /kind/],
    [{ ...good, secret: 'wrong key' }, 400, /without spaces/],
    [{ ...good, secret: jwtKey(-1) }, 400, /expired on \d{4}-\d{2}-\d{2}/],
    [{ ...good, database: 'x' }, 400, /neither database nor login/],
    [{ ...leads, url: undefined }, 400, /no common address/],
    [{ ...leads, database: undefined }, 400, /name of its database/],
    [{ ...leads, database: 'elsewhere' }, 400, /Nothing was stored: .*database/],
    [{ ...leads, secret: 'wrong-key' }, 400, /Nothing was stored: Odoo refuses/],
  ];
  for (const [body, status, detail] of cases) {
    const answer = await server.call('POST', '/v1/connections', body);
    assert.equal(answer.status, status, answer.text);
    assert.match(answer.body.detail, detail);
    assert.doesNotMatch(answer.text, /wrong.key/);
  }
  assert.deepEqual(
    (await server.list()).map(({ name }) => name),
    ['atera']
  );
  assert.doesNotMatch(server.log.text(), /wrong.key/);
});

test('without VIGIE_SECRET_KEY nothing can be stored; the server says how to make one', async (t) => {
  const atera = await withAtera(t);
  const server = await serverOn(t, { VIGIE_DATA_DIR: await withDataDir(t) });
  const answer = await server.call('POST', '/v1/connections', {
    name: 'lyon',
    kind: 'atera',
    url: atera.url,
    secret: TEST_KEY,
  });
  assert.equal(answer.status, 400);
  assert.match(answer.body.detail, /VIGIE_SECRET_KEY is not set.*openssl rand -base64 32/);
  assert.equal(atera.requests.count(), 0);
});

test('a key that expires within 30 days is stored with a warning, and its end is shown', async (t) => {
  const [soon, later] = [jwtKey(10.5), jwtKey(31)];
  const atera = await withAtera(t, { apiKeys: [soon, later] });
  const server = await serverOn(t, { VIGIE_DATA_DIR: await withDataDir(t), VIGIE_SECRET_KEY: newSecretKey() });
  const add = (name: string, secret: string) =>
    server.call<ConnectionTest>('POST', '/v1/connections', { name, kind: 'atera', url: atera.url, secret });
  const warned = await add('soon', soon);
  assert.equal(warned.status, 201);
  assert.match(warned.body.warnings[0]?.en ?? '', /expires in 10 days/);
  assert.deepEqual((await add('later', later)).body.warnings, []);
  const [, listed] = await server.list();
  assert.equal(Date.parse(listed?.keyExpiresAt ?? '') - Date.now() < 11 * 86_400_000, true);

  const tested = await server.call<ConnectionTest>('POST', '/v1/connections/soon/test');
  assert.deepEqual([tested.body.ok, tested.body.warnings.length], [true, 1]);
  atera.faults.set({ kind: 'status', status: 500 });
  const failing = await server.call<ConnectionTest>('POST', '/v1/connections/soon/test');
  assert.deepEqual([failing.status, failing.body.ok], [200, false]);
  assert.match(failing.body.text.en, /Atera fails \(500\)/);
  assert.match(failing.body.text.fr, /^Atera est en erreur \(500\) \(http/);
  assert.equal((await server.call('POST', '/v1/connections/nowhere/test')).status, 404);
});

testOnStoresOfServers('a connection of the environment goes before one of the store', async (t, env) => {
  const [stored, other] = [await withAtera(t, { tickets: tickets(1, 2) }), await withAtera(t, { tickets: tickets(9) })];
  const key = { VIGIE_SECRET_KEY: newSecretKey() };
  const first = await serverOn(t, { ...env, ...key });
  await first.add({ name: 'atera', kind: 'atera', url: stored.url, secret: TEST_KEY });
  await first.close();

  const server = await serverOn(t, { ...env, ...key, ATERA_URL: other.url, ATERA_API_KEY: TEST_KEY });
  assert.match(server.log.text(), /"connection":"atera".*Environment variables make a connection of the same name/);
  const before = stored.requests.count();
  assert.deepEqual(await server.sync(), { atera: null });
  assert.equal(stored.requests.count(), before);
  assert.deepEqual(
    (await server.list()).map(({ origin, state }) => [origin, state]),
    [
      ['environment', 'ok'],
      ['store', 'hidden'],
    ]
  );
  // Only the hidden one goes; what the other one read stays.
  const shown = await totalOf(server);
  assert.equal((await server.call('DELETE', '/v1/connections/atera')).status, 200);
  assert.equal(await totalOf(server), shown);
  const answer = await server.call('DELETE', '/v1/connections/atera');
  assert.equal(answer.status, 400);
  assert.match(answer.body.detail, /comes from the environment/);
});

test('all of it needs the scope admin', async (t) => {
  const server = await serverOn(t, { VIGIE_DATA_DIR: await withDataDir(t) });
  const created = await server.call<{ token: string }>('POST', '/v1/tokens', {
    name: 'grafana',
    scopes: ['tickets:read', 'counters:read', 'sites:write'],
  });
  for (const [method, path] of [
    ['GET', ''],
    ['POST', ''],
    ['POST', '/lyon/test'],
    ['DELETE', '/lyon'],
    ['POST', '/lyon/webhook'],
    ['DELETE', '/lyon/webhook'],
    ['POST', '/../secrets/rotate'],
  ] as const) {
    const answer = await fetch(`${server.url}/v1/connections${path}`, {
      method,
      headers: { authorization: `Bearer ${created.body.token}` },
    });
    assert.equal(answer.status, 403, path);
  }
});
