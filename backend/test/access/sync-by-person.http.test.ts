import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';

import type { Scope } from '../../src/domain/access/access.ts';
import { DEFAULT_RATE_LIMITS } from '../../src/http/rate-limits.ts';
import type { NewToken } from '../../src/identity/tokens.ts';
import type { Sync, SyncReport } from '../../src/sync/sync.ts';
import { send, withApp } from '../support/server/server.ts';

const REPORT: SyncReport = { leader: true, connections: [] };

/** The application with a synchronisation that tells what it was asked for. */
async function withSync(t: TestContext, readingsPerToken = DEFAULT_RATE_LIMITS.readingsPerToken) {
  const asked: Parameters<Sync['syncNow']>[0][] = [];
  const { url, token, log } = await withApp(t, {
    rateLimits: { ...DEFAULT_RATE_LIMITS, readingsPerToken },
    sync: { syncNow: async (options) => (asked.push(options), REPORT), hint: () => undefined },
  });
  const sync = (bearer: string, headers: Record<string, string> = {}, body: unknown = {}) =>
    send(`${url}/v1/sync`, { method: 'POST', token: bearer, body, headers });
  const of = (scopes: readonly Scope[], rest?: Omit<NewToken, 'name' | 'scopes'>) => token(scopes, rest);
  return { asked, sync, tokenOf: of, log };
}

const ADMIN = { 'x-vigie-role': 'Admin', 'x-vigie-user': 'zo%C3%A9', 'x-vigie-org': '7' };

test('the command line reads everything it asks for', async (t) => {
  const { asked, sync, tokenOf } = await withSync(t, 1);
  const admin = await tokenOf(['admin']);
  for (const body of [{}, { full: true }, {}]) {
    assert.equal((await sync(admin, {}, body)).status, 200);
  }
  assert.deepEqual(asked, [{ full: false }, { full: true }, { full: false }]);
});

test('an administrator in Grafana reads what changed in the connections of the token', async (t) => {
  const { asked, sync, tokenOf, log } = await withSync(t);
  const all = await tokenOf(['tickets:read']);
  const agency = await tokenOf(['tickets:read'], { connections: ['lyon'] });
  assert.equal((await sync(all, ADMIN)).status, 200);
  assert.equal((await sync(agency, ADMIN)).status, 200);
  assert.deepEqual(asked, [{ connections: 'all' }, { connections: ['lyon'] }]);
  const line = log.lines().find(({ msg }) => msg === 'a reading was asked for in Grafana');
  assert.deepEqual([line?.['user'], line?.['role'], line?.['org']], ['zoé', 'Admin', '7']);
});

test('any other role, and any other scope, is refused', async (t) => {
  const { asked, sync, tokenOf } = await withSync(t);
  const reader = await tokenOf(['tickets:read']);
  for (const role of [undefined, '', 'Viewer', 'Editor', 'admin', 'Admin, Viewer', '%', 'Admin%00']) {
    const headers = { 'x-vigie-user': 'zo%C3%A9', ...(role === undefined ? {} : { 'x-vigie-role': role }) };
    const { status, body } = await sync(reader, headers);
    assert.deepEqual([status, body.code], [403, 'role_missing'], role);
  }
  const full = await sync(reader, ADMIN, { full: true });
  assert.deepEqual([full.status, full.body.code], [403, 'scope_missing']);
  const others = await tokenOf(['counters:read', 'sites:write']);
  const refused = await sync(others, ADMIN);
  assert.deepEqual([refused.status, refused.body.code], [403, 'scope_missing']);
  assert.deepEqual(asked, []);
});

test('readings that people ask for are limited, each token by itself', async (t) => {
  const { asked, sync, tokenOf } = await withSync(t, 2);
  const [one, other] = [await tokenOf(['tickets:read']), await tokenOf(['tickets:read'])];
  const statuses: number[] = [];
  for (const bearer of [one, one, one, other]) {
    statuses.push((await sync(bearer, ADMIN)).status);
  }
  assert.deepEqual(statuses, [200, 200, 429, 200]);
  assert.equal(asked.length, 3);
});
