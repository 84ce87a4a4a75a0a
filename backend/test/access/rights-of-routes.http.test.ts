import assert from 'node:assert/strict';
import test from 'node:test';

import { type Scope, SCOPES } from '../../src/domain/access/access.ts';
import { DEFAULT_RATE_LIMITS } from '../../src/http/rate-limits.ts';
import { send, withApp } from '../support/server/server.ts';

const READ: readonly Scope[] = ['tickets:read', 'counters:read'];
const ADMIN: readonly Scope[] = ['admin'];

/** Who may call what. A route that is missing here, or that lets more in, fails this test: think before changing it. */
const RIGHTS: Record<string, readonly Scope[] | 'public'> = {
  'GET /health/live': 'public',
  'GET /health/ready': SCOPES,
  'GET /metrics': ADMIN,
  'GET /openapi.json': SCOPES,
  'GET /v1/audit': ADMIN,
  'POST /v1/audit': ['sites:write'],
  'POST /v1/audit/refused': SCOPES,
  'GET /v1/backup': ADMIN,
  'GET /v1/connections': ADMIN,
  'POST /v1/connections': ADMIN,
  'DELETE /v1/connections/{name}': ADMIN,
  'POST /v1/connections/{name}/test': ADMIN,
  'POST /v1/connections/{name}/webhook': ADMIN,
  'DELETE /v1/connections/{name}/webhook': ADMIN,
  'GET /v1/datasets': READ,
  'GET /v1/doctor': ['tickets:read', 'admin'],
  'GET /v1/grafana/orgs': ADMIN,
  'PUT /v1/grafana/orgs/{id}': ADMIN,
  'DELETE /v1/grafana/orgs/{id}': ADMIN,
  'GET /v1/jobs': ['sites:write', 'admin'],
  'POST /v1/jobs/run': ADMIN,
  'POST /v1/presence': ['tickets:read'],
  'POST /v1/query': READ,
  'GET /v1/reports': ['sites:write', 'admin'],
  'GET /v1/reports/preview': ['sites:write', 'admin'],
  'POST /v1/reports/send': ['sites:write', 'admin'],
  'GET /v1/screens': ['sites:write', 'admin'],
  'POST /v1/screens': ['sites:write', 'admin'],
  'PATCH /v1/screens/{id}': ['sites:write', 'admin'],
  'DELETE /v1/screens/{id}': ['sites:write', 'admin'],
  'POST /v1/screens/{id}/link': ['sites:write', 'admin'],
  'POST /v1/screens/probe': ['sites:write', 'admin'],
  'GET /v1/screens/keys': ADMIN,
  'POST /v1/screens/keys/rotate': ADMIN,
  'POST /v1/secrets/rotate': ADMIN,
  'GET /v1/sites': ['counters:read'],
  'POST /v1/sites': ['sites:write'],
  'GET /v1/sites/{id}': ['counters:read'],
  'PATCH /v1/sites/{id}': ['sites:write'],
  'GET /v1/status': SCOPES,
  'POST /v1/sync': ['admin', 'tickets:read'],
  'GET /v1/tokens': ADMIN,
  'POST /v1/tokens': ADMIN,
  'DELETE /v1/tokens/{id}': ADMIN,
  'POST /v1/webhooks/atera/{secret}': 'public',
};

test('every route lets in the scopes it should, and no other', async (t) => {
  const { url, token } = await withApp(t, { rateLimits: { ...DEFAULT_RATE_LIMITS, failuresPerAddress: 1_000 } });
  const bearers = await Promise.all(SCOPES.map(async (scope) => [scope, await token([scope])] as const));
  const { body } = await send<{ paths: Record<string, object> }>(`${url}/openapi.json`, { token: bearers[0]?.[1] });
  const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
    }))
  );
  assert.deepEqual(routes.map(({ name }) => name).sort(), Object.keys(RIGHTS).sort());
  for (const { name, method, path } of routes) {
    const rights = RIGHTS[name] ?? [];
    const address = url + path.replaceAll(/\{\w+\}/g, 'x');
    const bare = await send(address, { method });
    assert.equal(bare.status === 401, rights !== 'public', `${name} without a token: ${bare.status}`);
    for (const [scope, bearer] of bearers) {
      const lets = rights === 'public' || rights.includes(scope);
      const answer = await send(address, { method, token: bearer, body: method === 'GET' ? undefined : [] });
      const refused = answer.status === 403 && answer.body.code === 'scope_missing';
      assert.equal(refused, !lets, `${name} with ${scope}: ${answer.status} ${answer.text}`);
    }
  }
});
