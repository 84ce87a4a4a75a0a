import { readFile, writeFile } from 'node:fs/promises';

import type { GrafanaReport } from '../../../backend/src/cli/grafana/report.ts';
import type { QueryResult } from '../../../backend/src/datasets/engine/run.ts';
import { NO_COMMAND, vigie } from '../support/command.ts';
import { queryDataset, rowsShown } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { expectNoScrolling, panel } from '../support/panels.ts';
import { picture } from '../support/pictures.ts';
import { findWords, lostAnswers, recordSession, strangers } from '../support/recording.ts';
import { createAccount } from '../support/tenants.ts';

const ENTERPRISE = 'BASH';
const PAGE = 'vigie-tickets';
const OF_ALL = { class: ['open', 'pending', 'done'], limit: 10_000 };

test('a client whose rules show its tickets finds them on a page of its own, and nobody else’s', async ({
  page,
  browser,
  stack,
}, testInfo) => {
  test.setTimeout(600_000);
  test.skip(!stack.backendVariables, NO_COMMAND);
  const rules = testInfo.outputPath('vigie.yaml');
  const usual = await readFile(String(stack.backendVariables?.['VIGIE_RULES']), 'utf8');
  const enterprises = await queryDataset(stack, 'counters.enterprises');
  const tenants = enterprises.map(({ enterprise }) => ({
    enterprise,
    org: enterprise,
    ...(enterprise === ENTERPRISE ? { tickets: { clients: [ENTERPRISE] } } : {}),
  }));
  await writeFile(rules, usual.replace(/^grafana:$/m, `grafana:\n  tenants: ${JSON.stringify(tenants)}`));
  const opted = { ...stack, backendVariables: { ...stack.backendVariables, VIGIE_RULES: rules } };

  const plan = JSON.parse((await vigie(opted, ['grafana', 'plan', '--json'])).stdout) as GrafanaReport;
  expect(plan.changes.map(({ org, object }) => [org, object]).sort()).toEqual([
    [ENTERPRISE, 'dashboard vigie-tickets'],
    [ENTERPRISE, 'data source vigie'],
  ]);
  const account = await createAccount(page.request, { enterprise: ENTERPRISE, role: 'Viewer' });
  try {
    const applied = await vigie(opted, ['grafana', 'apply']);
    expect(applied, applied.stdout).toMatchObject({ exitCode: 0 });
    expect((await vigie(opted, ['grafana', 'plan'])).stdout).toContain('Nothing to do.');

    const session = await recordSession(browser, stack.grafanaUrl, testInfo);
    const login = await session.context.request.post('/login', {
      data: { user: account.login, password: account.password },
    });
    expect(login.ok()).toBe(true);
    const client = await session.context.newPage();
    const [shown] = await Promise.all([rowsShown(client, 'tickets.list'), client.goto(`/d/${PAGE}?kiosk`)]);
    const active = await queryDataset(stack, 'tickets.list', { client: ENTERPRISE, limit: 10_000 });
    expect(active.map(({ id }) => id)).toEqual(expect.arrayContaining(shown.map(({ id }) => id)));
    expect(shown.length).toBeGreaterThan(0);

    const list = panel(client, 'Vos tickets en cours');
    for (const { title } of active.slice(0, 5)) {
      await expect(list).toContainText(String(title));
    }
    await expect(list).not.toContainText(String(active.find(({ technician }) => technician)?.technician));
    await expect(panel(client, 'Ouverts')).toContainText(
      String(active.filter((ticket) => ticket.class === 'open').length)
    );
    const [served] = await queryDataset(stack, 'tickets.sla_period', { client: ENTERPRISE, period: 'last_month' });
    await expect(panel(client, 'Service du mois dernier')).toContainText(String(served?.first_response_met));
    for (const title of ['Tickets créés et résolus par mois', 'Part dans les délais par mois']) {
      await expect(panel(client, title).locator('canvas').first()).toBeVisible();
    }
    await client.waitForLoadState('networkidle');
    await expectNoScrolling(client);
    await client.screenshot({ path: picture('vos-tickets.png') });

    const ask = async (dataset: string, params: object): Promise<QueryResult | undefined> => {
      const answer = await session.context.request.post('/api/ds/query', {
        data: {
          queries: [{ refId: 'A', datasource: { type: 'agitel-vigie-datasource', uid: 'vigie' }, dataset, params }],
          from: 'now-30d',
          to: 'now',
        },
      });
      return ((await answer.json()) as { results?: Record<string, QueryResult> }).results?.A;
    };
    for (const [dataset, params] of [
      ['tickets.technicians', {}],
      ['tickets.events', {}],
      ['alerts.latest', {}],
      ['clients', {}],
      ['tickets.list', { technician: 'Non assigné' }],
      ['tickets.history', { by: 'queue' }],
    ] as const) {
      expect((await ask(dataset, params))?.frames ?? [], dataset).toEqual([]);
    }
    for (const other of ['Pimkie', 'Autres', ['Pimkie', 'APRIL']]) {
      expect((await ask('tickets.list', { ...OF_ALL, client: other }))?.frames[0]?.data.values[0]).toEqual([]);
    }

    const exchanges = await session.stop();
    expect(lostAnswers(exchanges)).toEqual([]);
    expect(strangers(exchanges, stack.grafanaUrl)).toEqual([]);
    const all = await queryDataset(stack, 'tickets.list', OF_ALL);
    const own = new Set(all.filter((ticket) => ticket.client === ENTERPRISE).map(({ title }) => title));
    const foreign = all.filter((ticket) => ticket.client !== ENTERPRISE && !own.has(ticket.title));
    const words = [
      ...foreign.map(({ title }) => String(title)).filter((title) => title.length > 12),
      ...all.map(({ technician }) => String(technician)).filter((name) => name.includes(' ') && name !== 'Non assigné'),
    ];
    expect(words.length).toBeGreaterThan(100);
    expect(findWords(exchanges, [...new Set(words)])).toEqual([]);
    expect(findWords(exchanges, [String(active[0]?.title)])).not.toEqual([]);
  } finally {
    const usually = await vigie(stack, ['grafana', 'apply']);
    await account.remove();
    expect(usually, usually.stdout).toMatchObject({ exitCode: 0 });
  }
  expect((await vigie(stack, ['grafana', 'plan'])).stdout).toContain('Nothing to do.');
  const admin = page.request;
  expect(
    (
      await admin.get(`/api/dashboards/uid/${PAGE}`, { headers: { 'x-grafana-org-id': String(account.orgId) } })
    ).status()
  ).toBe(404);
});
