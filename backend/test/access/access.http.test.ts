import assert from 'node:assert/strict';
import test from 'node:test';

import { SCOPES } from '../../src/domain/access/access.ts';
import { DEFAULT_RATE_LIMITS } from '../../src/http/rate-limits.ts';
import { send, TESTER, withApp } from '../support/server/server.ts';

const QUERY = { queries: [{ refId: 'A', dataset: 'tickets.summary' }] };

test('a request without a usable token is refused, whatever the path', async (t) => {
  const { url } = await withApp(t);
  const headers: Record<string, string>[] = [
    {},
    { authorization: 'Bearer ' },
    { authorization: 'Basic dmlnaWU6dmlnaWU=' },
    { authorization: 'Bearer two words' },
    { authorization: `Bearer ${'x'.repeat(513)}` },
  ];
  for (const header of headers) {
    for (const path of ['/v1/status', '/health/ready', '/metrics', '/openapi.json', '/no/such/path']) {
      const { status, body, headers: answered } = await send(url + path, { headers: header });
      assert.equal(status, 401, `${path} with ${JSON.stringify(header)}`);
      assert.equal(body.code, 'token_missing');
      assert.equal(answered.get('www-authenticate'), 'Bearer');
    }
  }
});

test('only liveness answers without a token', async (t) => {
  const { url } = await withApp(t);
  const { status, body } = await send<unknown>(`${url}/health/live`);
  assert.equal(status, 200);
  assert.deepEqual(body, { status: 'ok' });
});

test('an unknown, an expired and a revoked token get the same answer', async (t) => {
  const { url, token, dependencies } = await withApp(t);
  const expired = await token(['tickets:read'], { expiresInDays: 1 });
  const revoked = await token(['tickets:read']);
  const { db } = dependencies.services;
  const justNow = new Date(Date.now() - 1);
  await db.updateTable('tokens').set({ expires_at: justNow }).where('expires_at', 'is not', null).execute();
  assert.equal((await send(`${url}/v1/status`, { token: revoked })).status, 200);
  const active = (await dependencies.tokens.list()).find(({ state }) => state === 'active');
  await dependencies.tokens.revoke(active?.id ?? '', TESTER);

  const answers = await Promise.all(
    [`vig_${'A'.repeat(43)}`, expired, revoked].map((wrong) => send(`${url}/v1/status`, { token: wrong }))
  );
  for (const { status, body } of answers) {
    assert.equal(status, 401);
    assert.deepEqual({ ...body, requestId: '' }, { ...answers[0]?.body, requestId: '' });
  }
  assert.equal(answers[0]?.body.code, 'token_unknown');
});

test('refuses a token without the scope, and names the one it needs', async (t) => {
  const { url, token } = await withApp(t);
  const counters = await token(['counters:read']);
  for (const [method, path] of [
    ['GET', '/v1/tokens'],
    ['POST', '/v1/tokens'],
    ['DELETE', '/v1/tokens/bootstrap'],
    ['GET', '/metrics'],
  ] as const) {
    const body = method === 'POST' ? {} : undefined;
    const answer = await send(url + path, { method, token: counters, body });
    assert.equal(answer.status, 403, `${method} ${path}`);
    assert.equal(answer.body.code, 'scope_missing');
    assert.match(answer.body.detail, /one of the scopes admin; the token "test" has counters:read/);
  }
  const writer = await token(['sites:write']);
  assert.equal((await send(`${url}/v1/query`, { method: 'POST', token: writer, body: QUERY })).status, 403);
});

test('each dataset checks its own scope', async (t) => {
  const { url, token } = await withApp(t);
  const counters = await token(['counters:read']);
  const answer = await send<{ results: Record<string, { status: number; error?: string }> }>(`${url}/v1/query`, {
    method: 'POST',
    token: counters,
    body: QUERY,
  });
  assert.equal(answer.status, 200);
  assert.equal(answer.body.results['A']?.status, 403);
});

test('the store holds only the hash of a token', async (t) => {
  const { token, dependencies } = await withApp(t);
  const secret = await token(SCOPES);
  const rows = await dependencies.services.db.selectFrom('tokens').selectAll().execute();
  assert.equal(rows.length, 1);
  assert.doesNotMatch(JSON.stringify(rows), new RegExp(secret.slice(4)));
  assert.equal(rows[0]?.token_hash.length, 32);
});

test('tokens are made, listed without their secrets, and revoked over HTTP', async (t) => {
  const { url, token } = await withApp(t);
  const admin = await token(['admin']);
  const created = await send<{ id: string; token: string }>(`${url}/v1/tokens`, {
    method: 'POST',
    token: admin,
    body: { name: 'Écran', scopes: ['tickets:read'], connections: ['atera'], expiresInDays: 90 },
  });
  assert.equal(created.status, 201);
  assert.match(created.body.token, /^vig_[A-Za-z0-9_-]{43}$/);

  const list = await send<{ tokens: { id: string; state: string; connections: unknown; enterprises: unknown }[] }>(
    `${url}/v1/tokens`,
    { token: admin }
  );
  const listed = list.body.tokens.find(({ id }) => id === created.body.id);
  assert.equal(listed?.state, 'active');
  assert.deepEqual(listed.connections, ['atera']);
  assert.equal(listed.enterprises, 'all');
  assert.ok(!list.text.includes(created.body.token));

  const path = `${url}/v1/tokens/${created.body.id}`;
  assert.equal((await send(`${url}/v1/status`, { token: created.body.token })).status, 200);
  assert.equal((await send(path, { method: 'DELETE', token: admin })).status, 204);
  assert.equal((await send(`${url}/v1/status`, { token: created.body.token })).status, 401);
  assert.equal((await send(path, { method: 'DELETE', token: admin })).status, 404);
});

test('makes no token with a wrong scope or lifetime', async (t) => {
  const { url, token } = await withApp(t);
  const admin = await token(['admin']);
  for (const body of [
    { name: 'x', scopes: ['everything'] },
    { name: 'x', scopes: [] },
    { name: '  ', scopes: ['admin'] },
    { name: 'x', scopes: ['admin'], expiresInDays: 0 },
    { name: 'x', scopes: ['admin'], enterprise: ['BASH'] },
  ]) {
    const answer = await send(`${url}/v1/tokens`, { method: 'POST', token: admin, body });
    assert.equal(answer.status, 400, JSON.stringify(body));
    assert.equal(answer.body.code, 'invalid_request');
  }
});

test('failed attempts are limited by address, and never hold back a valid token', async (t) => {
  const { url, token } = await withApp(t, { rateLimits: { ...DEFAULT_RATE_LIMITS, failuresPerAddress: 3 } });
  const valid = await token(['tickets:read']);
  const attempt = () => send(`${url}/v1/status`, { token: 'vig_wrong' });
  const statuses = [];
  for (let count = 0; count < 5; count++) {
    statuses.push((await attempt()).status);
  }
  assert.deepEqual(statuses, [401, 401, 401, 429, 429]);
  assert.equal((await send(`${url}/v1/status`, { token: valid })).status, 200);
});

test('each token has a limit of its own', async (t) => {
  const { url, token } = await withApp(t, { rateLimits: { ...DEFAULT_RATE_LIMITS, perToken: 2 } });
  const [busy, other] = [await token(['tickets:read']), await token(['tickets:read'])];
  const ask = (bearer: string) => send(`${url}/v1/status`, { token: bearer });
  assert.equal((await ask(busy)).status, 200);
  assert.equal((await ask(busy)).status, 200);
  const refused = await ask(busy);
  assert.equal(refused.status, 429);
  assert.equal(refused.body.code, 'rate_limited');
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
  assert.equal((await ask(other)).status, 200);
});
