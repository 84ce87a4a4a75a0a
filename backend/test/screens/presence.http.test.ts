import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { type TestContext } from 'node:test';

import { fixedClock } from '../../src/domain/clock/clock.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import { parseSecretKey } from '../../src/identity/secret-key.ts';
import { createScreens } from '../../src/screens/screens.ts';
import { saveGrafanaOrg } from '../../src/store/settings/grafana-orgs.ts';
import { send, TESTER, withApp } from '../support/server/server.ts';
import { withStore } from '../support/store/store.ts';
import { newSecretKey } from '../support/upstreams/connections.ts';

const REPORT = { page: 'vigie-board', width: 1920, height: 1080, dataAgeSeconds: 5, version: '0.1.0' };
const ADMIN = { 'x-vigie-user': 'zoe', 'x-vigie-role': 'Admin', 'x-vigie-org': '1' };

async function withScreen(t: TestContext) {
  const store = await withStore(t);
  const keyring = { current: parseSecretKey(newSecretKey()), previous: undefined };
  const clock = fixedClock(new Date('2024-07-23T08:00:00Z'));
  const screens = createScreens({ db: store.db, keyring, rules: DEFAULT_RULES, clock });
  const app = await withApp(t, { store, screens });
  const { id: tokenId, token } = await app.dependencies.tokens.create(
    { name: 'screens', scopes: ['tickets:read'], enterprises: [] },
    TESTER
  );
  await saveGrafanaOrg(store.db, { id: randomUUID(), kind: 'screens', key: '', orgId: 4, orgName: 'Écrans', tokenId });
  const screen = await screens.begin({ name: 'Accueil' }, TESTER);
  await screens.link(screen.id, TESTER);
  return {
    ...app,
    screen,
    screensToken: token,
    report: (body: unknown, { login = screen.login, bearer = token } = {}) =>
      send(`${app.url}/v1/presence`, { method: 'POST', token: bearer, body, headers: { 'x-vigie-user': login } }),
    seen: async () => (await screens.list())[0]?.seen ?? null,
  };
}

test('a report of a screen is kept; that of any other viewer is answered alike and ignored', async (t) => {
  const { report, seen, token } = await withScreen(t);
  assert.equal((await report(REPORT, { login: 'a.martin' })).status, 204);
  assert.equal((await report(REPORT, { login: '' })).status, 204);
  assert.equal((await report(REPORT, { bearer: await token(['tickets:read']) })).status, 204);
  assert.equal(await seen(), null);
  assert.equal((await report(REPORT)).status, 204);
  assert.equal((await seen())?.page, 'vigie-board');
});

test('what is no report is refused, and changes nothing', async (t) => {
  const { report, seen, token } = await withScreen(t);
  for (const wrong of [
    {},
    [],
    { ...REPORT, page: 'x'.repeat(101) },
    { ...REPORT, page: 'a\u0000b' },
    { ...REPORT, width: -1 },
    { ...REPORT, width: 1.5 },
    { ...REPORT, height: 1e9 },
    { ...REPORT, dataAgeSeconds: -1 },
    { ...REPORT, dataAgeSeconds: 'now' },
    { ...REPORT, name: 'Accueil' },
  ]) {
    assert.equal((await report(wrong)).status, 400, JSON.stringify(wrong));
  }
  assert.equal((await report(REPORT, { bearer: await token(['counters:read']) })).status, 403);
  assert.equal(await seen(), null);
});

test('screens are made and ended by admins of the main organisation only', async (t) => {
  const { url, token, screen, screensToken } = await withScreen(t);
  const main = await token(['tickets:read', 'counters:read', 'sites:write']);
  const call = (method: string, path: string, bearer: string, headers: Record<string, string>, body?: unknown) =>
    send(`${url}/v1/screens${path}`, { method, token: bearer, headers, body });
  const calls = [
    ['GET', '', undefined],
    ['POST', '', { name: 'Couloir' }],
    ['POST', `/${screen.id}/link`, {}],
    ['POST', '/probe', {}],
    ['PATCH', `/${screen.id}`, { name: 'Hall' }],
    ['DELETE', `/${screen.id}`, undefined],
  ] as const;
  for (const [method, path, body] of calls) {
    for (const role of ['Viewer', 'Editor', '']) {
      const answer = await call(method, path, main, { ...ADMIN, 'x-vigie-role': role }, body);
      assert.deepEqual([method, path, answer.status, answer.body.code], [method, path, 403, 'role_missing']);
    }
    const limited = await token(['tickets:read', 'sites:write'], { enterprises: ['BASH'] });
    for (const bearer of [screensToken, limited]) {
      const answer = await call(method, path, bearer, ADMIN, body);
      assert.deepEqual([method, path, answer.status, answer.body.code], [method, path, 403, 'scope_missing']);
    }
  }
  assert.equal((await call('POST', '', main, ADMIN, { name: 'Couloir' })).status, 201);
  assert.equal((await call('PATCH', `/${screen.id}`, main, ADMIN, { name: 'Hall' })).status, 200);
  assert.equal((await call('POST', `/${screen.id}/link`, main, ADMIN, {})).status, 409);
  assert.equal((await call('DELETE', `/${screen.id}`, main, ADMIN)).status, 204);
  assert.equal((await call('DELETE', `/${screen.id}`, main, ADMIN)).status, 404);
  assert.equal((await call('DELETE', '/x', main, ADMIN)).status, 400);
});

test('datasets of screens answer for the main organisation alone', async (t) => {
  const { url, token, screensToken } = await withScreen(t);
  const main = await token(['tickets:read', 'counters:read', 'sites:write']);
  type Answer = { results: { A: { error?: string; frames?: { data: { values: unknown[][] } }[] } } };
  const ask = async (dataset: string, bearer: string) => {
    const body = { queries: [{ refId: 'A', dataset, params: {} }] };
    const answer = await send<Answer>(`${url}/v1/query`, { method: 'POST', token: bearer, body });
    return answer.body.results.A;
  };
  assert.deepEqual((await ask('system.screens', main)).frames?.[0]?.data.values.slice(0, 2), [['Accueil'], ['never']]);
  assert.deepEqual((await ask('system.screen_alarms', main)).frames?.[0]?.data.values, [['Accueil'], [0]]);
  for (const dataset of ['system.screens', 'system.screen_alarms']) {
    assert.match((await ask(dataset, screensToken)).error ?? '', /scope/);
    const limited = await token(['tickets:read', 'sites:write'], { enterprises: ['BASH'] });
    assert.match((await ask(dataset, limited)).error ?? '', /limited to some/);
  }
});
