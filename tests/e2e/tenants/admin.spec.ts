import { randomBytes } from 'node:crypto';

import { expect } from '../support/fixtures.ts';
import { orgId } from '../support/tenants.ts';
import { adminTest, DATA_SOURCE, ENTERPRISE, OTHER, question } from './tenant-admin.ts';

adminTest('an administrator of a tenant cannot leave their organisation', async ({ page, stack, account, attempt }) => {
  const other = await orgId(page.request, OTHER);
  const tickets = '/api/dashboards/uid/vigie-board';
  const everyCounter = '/api/dashboards/uid/vigie-counters-admin';
  const refused: [method: string, path: string, data?: unknown][] = [
    ['GET', tickets],
    ['GET', everyCounter],
    ['GET', '/api/orgs'],
    ['POST', '/api/orgs', { name: 'À moi' }],
    ['GET', `/api/orgs/name/${OTHER}`],
    ['GET', '/api/users'],
    ['GET', '/api/users/search'],
    ['GET', '/api/users/1'],
    ['GET', '/api/users/1/orgs'],
    ['GET', '/api/admin/settings'],
    ['GET', '/api/admin/stats'],
    ['POST', '/api/admin/users', { login: 'autre', password: 'essai-des-tests-1234', OrgId: other }],
    ['PUT', '/api/admin/users/1/password', { password: 'essai-des-tests-1234' }],
    ['POST', '/api/snapshots', { dashboard: {}, name: 'copie' }],
    ['POST', '/api/dashboards/uid/vigie-counters/public-dashboards', { isEnabled: true }],
    ['POST', '/api/admin/provisioning/dashboards/reload'],
    ['POST', '/api/plugins/grafana-clock-panel/install', {}],
  ];
  for (const org of [1, other]) {
    refused.push(
      ['POST', `/api/user/using/${org}`],
      ['GET', `/api/orgs/${org}`],
      ['GET', `/api/orgs/${org}/users`],
      ['POST', `/api/orgs/${org}/users`, { loginOrEmail: account.login, role: 'Admin' }]
    );
    const namespace = org === 1 ? 'default' : `org-${org}`;
    for (const kind of [
      'dashboard.grafana.app/v1beta1/namespaces/NS/dashboards',
      'dashboard.grafana.app/v0alpha1/namespaces/NS/search',
      'folder.grafana.app/v1beta1/namespaces/NS/folders',
      'playlist.grafana.app/v0alpha1/namespaces/NS/playlists',
      'notifications.alerting.grafana.app/v0alpha1/namespaces/NS/receivers',
      'rules.alerting.grafana.app/v0alpha1/namespaces/NS/alertrules',
      'iam.grafana.app/v0alpha1/namespaces/NS/users',
    ]) {
      refused.push(['GET', `/apis/${kind.replace('NS', namespace)}`]);
    }
  }
  for (const [method, path, data] of refused) {
    expect([401, 403, 404], `${method} ${path}`).toContain((await attempt(method, path, { data })).status);
  }

  // Grafana answers for the account's own organisation, or refuses, whichever one is named.
  const own = (await attempt('GET', DATA_SOURCE)).text;
  expect(own).toContain('"tokenId"');
  for (const org of ['1', String(other), '0', '-1', 'x']) {
    for (const [path, headers] of [
      [`?orgId=${org}`, {}],
      ['', { 'x-grafana-org-id': org }],
      ['', { 'x-ds-org-id': org, 'x-webauth-user': stack.user, 'x-forwarded-user': stack.user }],
    ] as const) {
      const where = await attempt('GET', `/api/org${path}`, { headers });
      expect(where.status >= 400 || where.text.includes(`"id":${account.orgId},`), `${org} ${path}`).toBe(true);
      const board = await attempt('GET', `${tickets}${path}`, { headers });
      expect(board.status, `${org} ${path}`).toBeGreaterThanOrEqual(400);
      await attempt('GET', `/api/search${path}`, { headers });
      await attempt('GET', `/api/datasources${path}`, { headers });
      await attempt('GET', `/api/v1/provisioning/alert-rules${path}`, { headers });
      await attempt('GET', `/api/v1/provisioning/contact-points${path}`, { headers });
      const rows = await attempt('POST', `/api/ds/query${path}`, { headers, data: question('counters.sites') });
      expect(rows.status >= 400 || rows.text.includes(`"${ENTERPRISE}"`), `${org} ${path}`).toBe(true);
    }
  }
});

adminTest('nor see more through what they may add to it', async ({ stack, admin, attempt }) => {
  const added: string[] = [];
  const add = async (settings: object): Promise<string> => {
    const data = { access: 'proxy', name: `Source ${added.length}`, ...settings };
    const answer = await admin.post('/api/datasources', { data });
    const { datasource } = (await answer.json()) as { datasource: { uid: string } };
    added.push(`/api/datasources/uid/${datasource.uid}`);
    return datasource.uid;
  };
  const ours = { type: 'agitel-vigie-datasource', jsonData: { backendUrl: stack.backendUrl } };
  const guess = `vig_${randomBytes(32).toString('base64url')}`;
  try {
    for (const settings of [ours, { ...ours, secureJsonData: { token: guess } }]) {
      const uid = await add(settings);
      const rows = await attempt('POST', '/api/ds/query', { data: question('counters.sites', {}, uid) });
      expect(rows.status).toBeGreaterThanOrEqual(400);
      expect(rows.text).not.toContain('"schema"');
      for (const path of ['sites', 'status', 'datasets', 'doctor', 'jobs']) {
        expect((await attempt('GET', `/api/datasources/uid/${uid}/resources/${path}`)).status).toBeGreaterThanOrEqual(
          400
        );
      }
    }

    // A source of another kind sends plain requests wherever it is pointed to: all routes want a token.
    const plain = await add({ type: 'prometheus', url: stack.backendUrl });
    for (const path of [
      'v1/sites',
      'v1/status',
      'v1/datasets',
      'v1/tokens',
      'v1/audit',
      'v1/doctor',
      'v1/jobs',
      'v1/connections',
    ]) {
      const answer = await attempt('GET', `/api/datasources/proxy/uid/${plain}/${path}`);
      // Which is how Grafana's proxy words a 401.
      expect(answer.text, path).toContain('Authentication to data source failed');
    }
    // The metrics stand on an address of the machine for those who run it: counts, and no names.
    const management = await add({
      type: 'prometheus',
      url: `http://127.0.0.1:${stack.backendVariables?.MANAGEMENT_PORT}`,
    });
    for (const path of ['metrics', 'openapi.json', 'health/ready']) {
      const answer = await attempt('GET', `/api/datasources/proxy/uid/${management}/${path}`);
      expect(answer.status, path).toBe(200);
    }

    // A rule asks with the organisation's token like a panel.
    const evaluate = (enterprises: string[]) => {
      const [query] = question('counters.verdicts', { enterprise: enterprises }).queries;
      const rule = { refId: 'A', datasourceUid: 'vigie', relativeTimeRange: { from: 86_400, to: 0 }, model: query };
      return attempt('POST', '/api/v1/eval', { data: { data: [rule], condition: 'A' } });
    };
    expect((await evaluate([ENTERPRISE])).text).toContain(`"${ENTERPRISE}"`);
    expect((await evaluate([OTHER, '*', '%'])).text).toContain('"frames":[]');

    // An account for programs stays in its organisation, too.
    const made = await admin.post('/api/serviceaccounts', { data: { name: 'robot', role: 'Admin' } });
    const { id } = (await made.json()) as { id: number };
    added.push(`/api/serviceaccounts/${id}`);
    const tokenMade = await admin.post(`/api/serviceaccounts/${id}/tokens`, { data: { name: 'robot' } });
    const { key } = (await tokenMade.json()) as { key: string };
    for (const path of [
      '/api/dashboards/uid/vigie-board',
      '/api/orgs',
      '/apis/dashboard.grafana.app/v1beta1/namespaces/default/dashboards',
    ]) {
      const answer = await attempt('GET', path, {
        headers: { authorization: `Bearer ${key}`, 'x-grafana-org-id': '1', cookie: '' },
      });
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
    }
  } finally {
    for (const address of added) {
      await admin.delete(address);
    }
  }
});
