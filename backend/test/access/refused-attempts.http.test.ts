import assert from 'node:assert/strict';
import test, { describe, it } from 'node:test';

import type { RefusedAttempt } from '../../src/audit/refusals.ts';
import { siteId } from '../../src/counters/sites/site-identity.ts';
import { DEFAULT_RATE_LIMITS } from '../../src/http/rate-limits.ts';
import { sampleWorld, useCounters, USUAL_DATABASE } from '../support/counters/counters.ts';
import { useCountersApp } from '../support/counters/counters-app.ts';
import { send, TESTER, withApp } from '../support/server/server.ts';

const ZOE = { 'x-vigie-user': 'zo%C3%A9', 'x-vigie-role': 'Viewer', 'x-vigie-org': '2' };

/** Collects what is on its way into the audit, and gives it away once. */
function collector() {
  const noted: RefusedAttempt[] = [];
  return {
    refusals: { note: (attempt: RefusedAttempt) => void noted.push(attempt) },
    taken: () =>
      noted.splice(0).map(({ actor, ...attempt }) => ({ ...attempt, token: actor.tokenName, by: actor.user })),
  };
}

const address = '127.0.0.1';
const anonymous = { token: 'none', by: null, address };
const zoe = { token: 'test', by: 'zoé', address };

test('bearers that are no valid tokens, each under the token it was', async (t) => {
  const { refusals, taken } = collector();
  const rateLimits = { ...DEFAULT_RATE_LIMITS, failuresPerAddress: 4 };
  const { url, token, dependencies } = await withApp(t, { refusals, rateLimits });
  const route = 'GET /v1/status';
  const { db } = dependencies.services;
  const expired = await token(['tickets:read'], { expiresInDays: 1 });
  await db
    .updateTable('tokens')
    .set({ expires_at: new Date(0) })
    .execute();
  const revoked = await dependencies.tokens.create({ name: 'Écran', scopes: ['tickets:read'] }, TESTER);
  await dependencies.tokens.revoke(revoked.id, TESTER);
  const attempt = async (bearer: string | undefined, path = '/v1/status') =>
    (await send(url + path, { token: bearer, headers: ZOE })).status;

  assert.equal(await attempt('vig_made-up'), 401);
  assert.deepEqual(taken(), [{ ...anonymous, reason: 'token_unknown', route }]);
  assert.equal(await attempt(expired), 401);
  assert.deepEqual(taken(), [{ ...zoe, reason: 'token_expired', route }]);
  assert.equal(await attempt(revoked.token, '/no/such/path'), 401);
  assert.deepEqual(taken(), [{ ...zoe, token: 'Écran', reason: 'token_revoked', route: 'GET (no such path)' }]);
  assert.equal(await attempt(undefined), 401);
  assert.deepEqual(taken(), [], 'who sends no token at all is lost, not an attacker');
  assert.equal(await attempt(revoked.token), 429);
  assert.deepEqual(taken(), [{ ...zoe, token: 'Écran', reason: 'token_revoked', route }]);
  assert.equal((await send(`${url}/v1/webhooks/atera/made-up`, { method: 'POST', headers: ZOE })).status, 404);
  assert.deepEqual(taken(), [{ ...anonymous, reason: 'webhook_unknown', route: 'POST /v1/webhooks/atera/:secret' }]);
});

test('a scope or a role that is missing, of a route or of one query', async (t) => {
  const { refusals, taken } = collector();
  const { url, token } = await withApp(t, { refusals });
  const reader = await token(['tickets:read']);
  const call = async (method: string, path: string, body?: unknown) =>
    (await send(url + path, { method, token: reader, headers: ZOE, body })).status;

  assert.equal(await call('GET', '/v1/tokens'), 403);
  assert.deepEqual(taken(), [{ ...zoe, reason: 'scope_missing', route: 'GET /v1/tokens' }]);
  assert.equal(await call('POST', '/v1/sync', {}), 403);
  assert.deepEqual(taken(), [{ ...zoe, reason: 'role_missing', route: 'POST /v1/sync' }]);
  const queries = ['counters.sites', 'tickets.summary', 'no.such'].map((dataset, refId) => ({
    refId: `${refId}`,
    dataset,
  }));
  assert.equal(await call('POST', '/v1/query', { queries }), 200);
  assert.deepEqual(taken(), [{ ...zoe, reason: 'scope_missing', route: 'POST /v1/query', dataset: 'counters.sites' }]);
  assert.equal(await call('POST', '/v1/query', { queries: [] }), 400);
  assert.equal(await call('GET', '/v1/status'), 200);
  assert.deepEqual(taken(), []);
});

test('what the data source refuses for want of a role, as it says', async (t) => {
  const { refusals, taken } = collector();
  const { url, token } = await withApp(t, { refusals, rateLimits: { ...DEFAULT_RATE_LIMITS, reportsPerToken: 3 } });
  const tenant = await token(['counters:read'], { enterprises: ['BASH'] });
  const report = async (body: unknown) =>
    (await send(`${url}/v1/audit/refused`, { method: 'POST', token: tenant, headers: ZOE, body })).status;
  assert.equal(await report({ method: 'PATCH', resource: 'sites' }), 202);
  assert.deepEqual(taken(), [{ ...zoe, reason: 'role_missing', route: 'PATCH /v1/sites' }]);
  assert.equal(await report({ method: 'PATCH', resource: 'sites/1' }), 400);
  assert.equal(await report({ method: 'TRACE', resource: 'sites' }), 400);
  assert.equal(await report({ method: 'PATCH', resource: 'sites' }), 429);
  assert.deepEqual(taken(), []);
});

describe('an enterprise that the token does not have', () => {
  const counters = useCounters(USUAL_DATABASE, sampleWorld());
  const { refusals, taken } = collector();
  const app = useCountersApp(() => counters.database, { parts: { refusals } });
  const outside = { token: 'test', by: null, address, reason: 'enterprise_outside', enterprise: 'APRIL' };

  it('is noted when a query names it, and the answer is empty as ever', async () => {
    const route = 'POST /v1/query';
    const tenant = await app.token(['counters:read'], { enterprises: ['BASH'] });
    for (const dataset of ['counters.sites', 'counters.verdicts', 'counters.top_sites']) {
      assert.deepEqual(await app.rows(tenant, dataset, { enterprise: 'APRIL' }), []);
      assert.deepEqual(taken(), [{ ...outside, route, dataset }]);
    }
    await app.ask(tenant, 'counters.sites', { enterprise: ['BASH', 'APRIL', 'Pimkie'] });
    assert.deepEqual(taken(), [{ ...outside, route, dataset: 'counters.sites' }]);
    const none = await app.token(['counters:read'], { enterprises: [] });
    await app.ask(none, 'counters.sites', { enterprise: 'APRIL' });
    assert.deepEqual(taken(), [{ ...outside, route, dataset: 'counters.sites' }]);
  });

  it('is not noted when nobody asked for it by its name', async () => {
    const tenant = await app.token(['counters:read'], { enterprises: ['BASH'] });
    for (const params of [{}, { enterprise: [] }, { enterprise: '' }, { enterprise: 'BASH' }, { search: 'APRIL' }]) {
      await app.ask(tenant, 'counters.sites', params);
    }
    await app.ask(await app.token(), 'counters.sites', { enterprise: ['APRIL', 'nobody'] });
    assert.equal((await send(`${app.app.url}/v1/sites?enterprise=apr`, { token: tenant })).status, 200);
    assert.deepEqual(taken(), []);
  });

  it('is noted when a site of it is listed, read, changed or added', async () => {
    const tenant = await app.token(['counters:read', 'sites:write'], { enterprises: ['BASH'] });
    const headers = { ...ZOE, 'x-vigie-role': 'Admin', 'if-match': '*' };
    const id = siteId({ enterprise: 'APRIL', code: '001' });
    for (const [method, path, status, body] of [
      ['GET', '?enterpriseName=APRIL', 200, undefined],
      ['GET', `/${id}`, 404, undefined],
      ['PATCH', `/${id}`, 404, { city: 'Lyon' }],
      ['POST', '', 403, { enterprise: 'APRIL', code: '999' }],
    ] as const) {
      const answer = await send(`${app.app.url}/v1/sites${path}`, { method, token: tenant, headers, body });
      assert.equal(answer.status, status, answer.text);
      const route = `${method} /v1/sites${path.startsWith('/') ? '/:id' : ''}`;
      assert.deepEqual(taken(), [{ ...outside, by: 'zoé', route }]);
    }
    const own = siteId({ enterprise: 'BASH', code: 'no such' });
    assert.equal((await send(`${app.app.url}/v1/sites/${own}`, { token: tenant, headers })).status, 404);
    assert.deepEqual(taken(), []);
  });
});
