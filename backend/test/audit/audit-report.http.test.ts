import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';

import type { Scope } from '../../src/domain/access/access.ts';
import { DEFAULT_RATE_LIMITS } from '../../src/http/rate-limits.ts';
import type { NewToken } from '../../src/identity/tokens.ts';
import { readAudit } from '../../src/store/audit.ts';
import { send, withApp } from '../support/server/server.ts';

const ADMIN = { 'x-vigie-user': 'zo%C3%A9', 'x-vigie-role': 'Admin', 'x-vigie-org': '1' };
const CREATED = { action: 'account.create', target: { login: 'a.martin', org: 'BASH', userId: 7 } };

async function withReports(t: TestContext, reportsPerToken = DEFAULT_RATE_LIMITS.reportsPerToken) {
  const app = await withApp(t, { rateLimits: { ...DEFAULT_RATE_LIMITS, reportsPerToken } });
  const bearer = await app.token(['sites:write']);
  return {
    tokenOf: (scopes: readonly Scope[], rest?: Omit<NewToken, 'name' | 'scopes'>) => app.token(scopes, rest),
    report: (body: unknown, headers: Record<string, string> = ADMIN, token = bearer) =>
      send<{ id?: number; code?: string; detail?: string }>(`${app.url}/v1/audit`, {
        method: 'POST',
        token,
        body,
        headers,
      }),
    reports: async () => {
      const entries = await readAudit(app.dependencies.services.db, { limit: 100 });
      return entries.filter(({ action }) => action.startsWith('account.'));
    },
  };
}

test('an action done in Grafana is recorded as claimed, under the token', async (t) => {
  const { report, reports } = await withReports(t);
  const before = { role: 'Viewer', email: null };
  const after = { role: 'Editor', email: 'a@bash.example', passwordChanged: true, seats: 2 };
  const first = await report({ ...CREATED, action: 'account.update', before, after });
  assert.equal(first.status, 201, first.text);
  const second = await report({ action: 'account.delete', target: { login: 'a.martin' }, before: null });
  assert.equal(second.status, 201, second.text);

  const [deleted, updated] = await reports();
  assert.deepEqual([updated?.id, deleted?.id], [first.body.id, second.body.id]);
  assert.ok(updated !== undefined && Math.abs(Date.now() - updated.at.getTime()) < 60_000);
  const { id, at, tokenId } = updated;
  assert.notEqual(tokenId, '');
  assert.deepEqual(updated, {
    id,
    at,
    tokenId,
    tokenName: 'test',
    user: 'zoé',
    role: 'Admin',
    org: '1',
    action: 'account.update',
    target: CREATED.target,
    before,
    after,
  });
  assert.deepEqual([deleted?.before, deleted?.after], [null, null]);
});

test('only an administrator with a token of all enterprises reports', async (t) => {
  const { report, reports, tokenOf } = await withReports(t);
  const others: Record<string, string>[] = [{}, { ...ADMIN, 'x-vigie-role': 'Editor' }, { 'x-vigie-role': 'Admin' }];
  for (const headers of others) {
    const { status, body } = await report(CREATED, headers);
    assert.deepEqual([status, body.code], [403, 'role_missing'], JSON.stringify(headers));
  }
  for (const [scopes, rest] of [
    [['sites:write'], { enterprises: ['BASH'] }],
    [['sites:write'], { enterprises: [] }],
    [['tickets:read', 'counters:read'], {}],
    [['admin'], {}],
  ] as const) {
    const { status, body } = await report(CREATED, ADMIN, await tokenOf(scopes, rest));
    assert.deepEqual([status, body.code], [403, 'scope_missing'], JSON.stringify([scopes, rest]));
  }
  assert.deepEqual(await reports(), []);
});

test('what is no known action, is not flat, is too long, or cannot be kept is refused', async (t) => {
  const { report, reports } = await withReports(t);
  const after = (data: unknown): unknown => ({ ...CREATED, after: data });
  for (const body of [
    { ...CREATED, action: 'site.update' },
    { ...CREATED, action: 'account.' },
    { action: 'account.create' },
    { ...CREATED, target: {} },
    { ...CREATED, target: { login: '' } },
    { ...CREATED, target: { login: 'a', other: 'b' } },
    { ...CREATED, target: { login: 'x'.repeat(201) } },
    { ...CREATED, user: 'somebody else' },
    after('text'),
    after([]),
    after({ roles: ['Viewer'] }),
    after({ role: { name: 'Viewer' } }),
    after({ name: 'x'.repeat(201) }),
    after({ ['x'.repeat(51)]: 1 }),
    after({ 'a b': 1 }),
    after({ name: 'a\u0000b' }),
    after({ name: 'a\u001b[2Jb' }),
    after({ name: 'a\ud800b' }),
    after(Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`f${index}`, index]))),
  ]) {
    const { status, body: problem } = await report(body);
    assert.deepEqual([status, problem.code], [400, 'invalid_request'], JSON.stringify(body));
  }
  assert.deepEqual(await reports(), []);
});

test('what may be a secret is refused and not repeated', async (t) => {
  const { report, reports } = await withReports(t);
  const names = ['password', 'newPassword', 'pass_word', 'PWD', 'apiToken', 'secureKey', 'mdp', 'client_secret'];
  const values = [`vig_${'A'.repeat(43)}`, `glsa_${'b'.repeat(32)}`, 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln'];
  const bodies = [
    ...names.map((name) => ({ ...CREATED, after: { [name]: 'hunter2-hunter2' } })),
    ...values.map((value) => ({ ...CREATED, before: { name: `x ${value}` } })),
    ...values.map((value) => ({ ...CREATED, target: { login: value } })),
  ];
  for (const body of bodies) {
    const { status, body: problem, text } = await report(body);
    assert.deepEqual([status, problem.code], [400, 'invalid_request'], JSON.stringify(body));
    assert.match(problem.detail ?? '', /may hold a secret/);
    assert.ok(![...values, 'hunter2'].some((value) => text.includes(value)), text);
  }
  assert.deepEqual(await reports(), []);
});

test('a token reports a limited number of actions', async (t) => {
  const { report, reports } = await withReports(t, 2);
  const statuses: number[] = [];
  for (let count = 0; count < 3; count += 1) {
    statuses.push((await report(CREATED)).status);
  }
  assert.deepEqual(statuses, [201, 201, 429]);
  assert.equal((await reports()).length, 2);
});
