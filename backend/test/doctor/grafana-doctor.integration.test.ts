import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import test, { type TestContext } from 'node:test';

import Fastify from 'fastify';

import type { Check } from '../../src/doctor/check.ts';
import { checkGrafana } from '../../src/doctor/checks/grafana/server.ts';
import type { GrafanaSettingsBag } from '../../src/doctor/checks/grafana/settings-bag.ts';
import { SHIPPED as ALSO_SHIPPED } from '../../src/doctor/checks/grafana/shipped.ts';
import { VERSION } from '../../src/main/version.ts';

const PASSWORD = 'password-of-the-server-admin';

/** Settings as Grafana 12.2 gives them with provisioning/grafana.ini: every value is a text. */
const SHIPPED: GrafanaSettingsBag = {
  DEFAULT: { app_mode: 'production', instance_name: 'vm', target: 'all' },
  users: { allow_sign_up: 'false', allow_org_create: 'false', auto_assign_org: 'false', viewers_can_edit: 'false' },
  'auth.anonymous': { enabled: 'false', org_name: 'Main Org.', org_role: 'Viewer', hide_version: 'false' },
  'auth.generic_oauth': { enabled: 'false', allow_sign_up: 'true' },
  'auth.proxy': { enabled: 'false', auto_sign_up: 'true' },
  public_dashboards: { enabled: 'false' },
  snapshots: { enabled: 'false', external_enabled: 'false', public_mode: 'false' },
  security: { disable_brute_force_login_protection: 'false', admin_password: '*********' },
  plugins: {
    allow_loading_unsigned_plugins:
      'agitel-vigie-app,agitel-vigie-datasource,agitel-vigie-list-panel,agitel-vigie-clients-panel',
  },
};

interface FakeOptions {
  version?: string;
  /** Version of the plugin; null: Grafana does not have it. */
  plugin?: string | null;
  isGrafanaAdmin?: boolean;
  /** Number of organisations. */
  orgs?: number;
  settings?: GrafanaSettingsBag;
  /** Log-ins that open it. */
  logins?: Record<string, string>;
}

/** What the doctor asks of a Grafana server, with the answers of Grafana 12.2. */
async function withGrafana(t: TestContext, options: FakeOptions = {}): Promise<{ url: string; refused: () => number }> {
  const {
    version = '12.4.12',
    plugin = VERSION,
    isGrafanaAdmin = true,
    orgs = 3,
    settings = {},
    logins = { admin: PASSWORD },
  } = options;
  const app = Fastify();
  let refused = 0;
  const login = (authorization = ''): string =>
    Buffer.from(authorization.replace('Basic ', ''), 'base64').toString().split(':')[0] ?? '';
  app.addHook('onRequest', async ({ headers, url }, reply) => {
    const [name = '', password] = Buffer.from(headers.authorization?.slice(6) ?? '', 'base64')
      .toString()
      .split(':');
    if (url !== '/api/health' && logins[name] !== password) {
      refused += 1;
      return reply.code(401).send({ message: 'Invalid username or password', messageId: 'password-auth.failed' });
    }
  });
  app.get('/api/health', async () => ({ database: 'ok', version, commit: 'unknown' }));
  app.get('/api/user', async ({ headers }) => ({
    id: 1,
    login: login(headers.authorization),
    orgId: 1,
    isGrafanaAdmin,
  }));
  app.get('/api/plugins/agitel-vigie-app/settings', async (_request, reply) =>
    plugin === null
      ? reply.code(404).send({ message: 'Plugin not found, no installed plugin with that id' })
      : { enabled: true, info: { version: plugin } }
  );
  app.get('/api/orgs', async () => Array.from({ length: orgs }, (_, index) => ({ id: index + 1, name: `O ${index}` })));
  app.get('/api/user/orgs', async () => [{ orgId: 1, role: 'Admin' }]);
  app.get('/api/admin/settings', async () => ({ ...SHIPPED, ...settings }));
  await app.listen({ port: 0, host: '127.0.0.1' });
  t.after(() => app.close());
  return { url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`, refused: () => refused };
}

const told = (checks: readonly Check[]): string[] => checks.map(({ state, text }) => `${state} ${text.en}`);

async function warnings(t: TestContext, options: FakeOptions): Promise<Check[]> {
  const { url } = await withGrafana(t, options);
  return (await checkGrafana({ url, user: 'admin', password: PASSWORD })).filter(({ state }) => state !== 'ok');
}

test('a Grafana with the settings we ship is in order', async (t) => {
  const { url, refused } = await withGrafana(t);
  assert.deepEqual(told(await checkGrafana({ url, user: 'admin', password: PASSWORD })), [
    `ok Grafana 12.4.12 answers at ${url}.`,
    'ok "admin" is a server admin there.',
    'ok Sign-up, automatic assignment, anonymous access, public dashboards and snapshots are off.',
  ]);
  assert.equal(refused(), 0);
  assert.deepEqual(await checkGrafana(undefined), []);
});

test('whatever lets strangers in or data out is named, with the setting that ends it', async (t) => {
  const on = { enabled: 'true' };
  const cases: [GrafanaSettingsBag, RegExp, RegExp][] = [
    [{ users: { allow_sign_up: 'true' } }, /^Chacun peut se créer un compte/, /\bGF_USERS_ALLOW_SIGN_UP=false\b/],
    [{ users: { auto_assign_org: 'true' } }, /entre de lui-même/, /auto_assign_org = false dans \[users\]/],
    [{ users: { viewers_can_edit: 'true' } }, /^Les lecteurs peuvent modifier/, /GF_USERS_VIEWERS_CAN_EDIT/],
    [{ users: { allow_org_create: 'true' } }, /créer des organisations/, /GF_USERS_ALLOW_ORG_CREATE/],
    [{ 'auth.anonymous': on }, /accès anonyme/, /GF_AUTH_ANONYMOUS_ENABLED=false/],
    [{ public_dashboards: on }, /publiés/, /GF_PUBLIC_DASHBOARDS_ENABLED=false/],
    [{ snapshots: on }, /instantanés/, /GF_SNAPSHOTS_ENABLED=false/],
    [{ snapshots: { external_enabled: 'true' } }, /serveur extérieur/, /GF_SNAPSHOTS_EXTERNAL_ENABLED=false/],
    [{ 'auth.generic_oauth': { enabled: 'true', allow_sign_up: 'true' } }, /\[auth\.generic_oauth\]/, /GENERIC_OAUTH/],
    [{ 'auth.proxy': { enabled: 'true', auto_sign_up: 'true' } }, /\[auth\.proxy\]/, /GF_AUTH_PROXY_AUTO_SIGN_UP/],
    [{ plugins: { allow_loading_unsigned_plugins: 'agitel-vigie-app other' } }, /chargés : other\.$/, /Gardez/],
    [{ DEFAULT: { app_mode: 'development' } }, /mode développement/, /app_mode = production/],
    [{ security: { disable_brute_force_login_protection: 'true' } }, /essaie des mots de passe/, /= false/],
  ];
  for (const [settings, text, advice] of cases) {
    const [check, ...others] = await warnings(t, { settings });
    assert.deepEqual([check?.part, check?.state, others], ['grafana', 'warning', []], JSON.stringify(settings));
    assert.match(check?.text.fr ?? '', text);
    assert.match(check?.advice?.fr ?? '', advice);
  }
});

test('metrics without a password are named; closed ones, and those with one, are not', async (t) => {
  const login = { basic_auth_username: 'prometheus', basic_auth_password: '*********' };
  const noPassword = { basic_auth_username: 'prometheus', basic_auth_password: '' };
  for (const metrics of [{ enabled: 'true' }, { enabled: 'true', ...noPassword }]) {
    const found = await warnings(t, { settings: { metrics } });
    assert.deepEqual(told(found), ['warning Grafana’s metrics (/metrics) are open to anybody, without log-in.']);
    assert.match(found[0]?.advice?.en ?? '', /enabled = false in \[metrics\].*basic_auth_password/);
  }
  for (const metrics of [{ enabled: 'false' }, { enabled: 'true', ...login }]) {
    assert.deepEqual(await warnings(t, { settings: { metrics } }), []);
  }
});

test('releases with known security holes name the one that closes them', async (t) => {
  const [patch, ...rest] = await warnings(t, { version: '12.4.3' });
  assert.deepEqual(rest, []);
  assert.match(patch?.text.en ?? '', /^Grafana 12\.4\.3 has known security holes, which 12\.4\.12 closes\.$/);
  assert.match(patch?.advice?.fr ?? '', /^Installez 12\.4\.12 ou/);
  const [line] = await warnings(t, { version: '12.2.10' });
  assert.match(line?.text.fr ?? '', /cette lignée ne reçoit plus de correctifs/);
});

test('a plugin that is missing, or of another minor version than the backend, is named with the half to update', async (t) => {
  const [major, minor] = VERSION.split('.').map(Number);
  for (const plugin of [VERSION, `${major}.${minor}.99`, '%VERSION%']) {
    assert.deepEqual(await warnings(t, { plugin }), []);
  }
  const [missing] = await warnings(t, { plugin: null });
  assert.match(`${missing?.state} ${missing?.text.en}`, /^failed This Grafana does not have the plugin/);
  const [older] = await warnings(t, { plugin: '0.0.9' });
  assert.equal(older?.text.en, `The plugin (0.0.9) is older than the backend (${VERSION}).`);
  assert.match(older?.advice?.fr ?? '', /^Mettez le plugin à jour/);
  const newer = `${major}.${Number(minor) + 1}.0`;
  const [behind] = await warnings(t, { plugin: newer });
  assert.equal(behind?.text.en, `The backend (${VERSION}) is older than the plugin (${newer}).`);
  assert.match(behind?.advice?.en ?? '', /^Update the backend/);
});

test('many organisations in SQLite are a warning, few ones and those in PostgreSQL are not', async (t) => {
  const database = { type: 'sqlite3' };
  const [check, ...others] = await warnings(t, { orgs: 300, settings: { database } });
  assert.deepEqual(others, []);
  assert.match(check?.text.en ?? '', /^Grafana keeps 300 organisations in SQLite/);
  assert.match(check?.advice?.en ?? '', /PostgreSQL/);
  assert.deepEqual(await warnings(t, { orgs: 299, settings: { database } }), []);
  assert.deepEqual(await warnings(t, { orgs: 300, settings: { database: { type: 'postgres' } } }), []);
});

test('lists settings that are not as shipped in one line, each with its value', async (t) => {
  const settings = {
    analytics: { reporting_enabled: 'true', check_for_updates: 'false' },
    dashboards: { min_refresh_interval: '5s' },
  };
  const [check, ...others] = await warnings(t, { settings });
  assert.deepEqual(others, []);
  assert.match(check?.text.en ?? '', /^2 settings of Grafana are not as Vigie ships them/);
  assert.equal(
    check?.advice?.en,
    'Unless that is your choice: [analytics] reporting_enabled = false; [dashboards] min_refresh_interval = 30s.'
  );
});

test('the settings that the doctor takes for shipped are those of provisioning/grafana.ini', async () => {
  const ini = await readFile(path.resolve(import.meta.dirname, '../../../provisioning/grafana.ini'), 'utf8');
  const shipped = new Map<string, string>();
  let section = '';
  for (const line of ini.split('\n')) {
    section = /^\[(.+)\]$/.exec(line)?.[1] ?? section;
    const [, key, value] = /^(\w+) = (.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) {
      shipped.set(`${section} ${key}`, value);
    }
  }
  for (const [name, keys] of Object.entries(ALSO_SHIPPED)) {
    for (const [key, value] of Object.entries(keys)) {
      assert.equal(shipped.get(`${name} ${key}`), value, `[${name}] ${key}`);
    }
  }
});

test('names each setting of [auth.jwt] that keeps the links of screens out, or lets them do more', async (t) => {
  const shipped = {
    enabled: 'true',
    header_name: 'X-JWT-Assertion',
    url_login: 'true',
    username_claim: 'sub',
    expect_claims: '{"aud":"vigie-screen"}',
    auto_sign_up: 'false',
    skip_org_role_sync: 'true',
    allow_assign_grafana_admin: 'false',
  };
  assert.deepEqual(await warnings(t, { settings: { 'auth.jwt': shipped } }), []);
  assert.deepEqual(await warnings(t, { settings: { 'auth.jwt': { enabled: 'false', url_login: 'false' } } }), []);
  const cases: [Record<string, string>, RegExp][] = [
    [{ header_name: '' }, /GF_AUTH_JWT_HEADER_NAME=X-JWT-Assertion\b/],
    [{ url_login: 'false' }, /url_login = true dans \[auth\.jwt\]/],
    [{ username_claim: 'email' }, /username_claim = sub /],
    [{ expect_claims: '{}' }, /expect_claims = \{"aud": "vigie-screen"\} /],
    [{ auto_sign_up: 'true' }, /GF_AUTH_JWT_AUTO_SIGN_UP=false\b/],
    [{ skip_org_role_sync: 'false' }, /skip_org_role_sync = true /],
    [{ allow_assign_grafana_admin: 'true' }, /allow_assign_grafana_admin = false /],
  ];
  for (const [change, advice] of cases) {
    const found = await warnings(t, { settings: { 'auth.jwt': { ...shipped, ...change } } });
    assert.equal(found.length, 1, JSON.stringify(change));
    assert.match(found[0]?.advice?.fr ?? '', advice);
  }
});

test('reports versions that Vigie is not made for, and a log-in that is no server admin', async (t) => {
  for (const version of ['12.1.4', '11.6.0', '14.0.0']) {
    assert.deepEqual(told(await warnings(t, { version })), [
      `warning Vigie is made for Grafana 12.2 to 13, not for version ${version}.`,
    ]);
  }
  for (const version of ['12.4.12', '12.4.13+security-01', '13.0.10', '13.3.0-pre']) {
    assert.deepEqual(await warnings(t, { version }), []);
  }
  const [old, ...others] = told(await warnings(t, { version: '12.2.0' }));
  assert.deepEqual(
    [old, others],
    ['warning Grafana 12.2.0 has known security holes, and its line gets no fixes any more.', []]
  );
  assert.deepEqual(told(await warnings(t, { isGrafanaAdmin: false })), [
    'failed "admin" is no server admin there: neither organisations nor settings can be read.',
  ]);
});

test('the original password is noticed, without trying what cannot succeed', async (t) => {
  const original = await withGrafana(t, { logins: { admin: 'admin' } });
  const own = await checkGrafana({ url: original.url, user: 'admin', password: 'admin' });
  assert.equal(told(own).at(-1), 'warning The original password (admin/admin) opens the server.');

  const both = await withGrafana(t, { logins: { chief: PASSWORD, admin: 'admin' } });
  const other = await checkGrafana({ url: both.url, user: 'chief', password: PASSWORD });
  assert.equal(told(other).at(-1), 'warning The original password (admin/admin) opens the server.');

  const changed = await withGrafana(t, { logins: { chief: PASSWORD, admin: 'another' } });
  const fine = await checkGrafana({ url: changed.url, user: 'chief', password: PASSWORD });
  assert.ok(fine.every(({ state }) => state === 'ok'));
  assert.equal(changed.refused(), 1);
});

test('reports a Grafana that refuses or does not answer in a sentence without the password', async (t) => {
  const { url } = await withGrafana(t);
  const refused = await checkGrafana({ url, user: 'admin', password: 'wrong-password' });
  assert.match(told(refused).join(), /^failed Grafana refuses the log-in \(401\)/);
  const gone = await checkGrafana({ url: 'http://127.0.0.1:1', user: 'admin', password: PASSWORD });
  assert.match(told(gone).join(), /^failed Grafana cannot be reached at http:\/\/127\.0\.0\.1:1 .*does it run/);
  assert.match(gone[0]?.advice?.en ?? '', /its log says why .*lacks the plugin .*docs\/doctor\.md/);
  assert.equal(refused[0]?.advice, undefined);
  assert.ok(!JSON.stringify([refused, gone]).includes('wrong-password'));
});
