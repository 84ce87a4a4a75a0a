import { readFile, writeFile } from 'node:fs/promises';

import type { APIRequestContext, BrowserContext, Page } from '@playwright/test';

import type { GrafanaReport } from '../../../backend/src/cli/grafana/report.ts';
import { type Frame, rowsOf } from '../../fixtures/frames.ts';
import { NO_COMMAND, vigie } from '../support/command.ts';
import { queryDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { type OpenIdProvider, type Person, startOpenIdProvider } from '../support/openid-provider.ts';
import { picture } from '../support/pictures.ts';

const SETTINGS = '/api/v1/sso-settings/generic_oauth';
const ODILE: Person = { login: 'odile.bash', name: 'Odile Martin', groups: ['tous', 'bash-magasins'] };
const PIERRE: Person = { login: 'pierre.pimkie', name: 'Pierre Roy', groups: ['ns:pimkie, équipe #1'] };
const STRANGER: Person = { login: 'etranger', name: 'Étranger', groups: ['tous'] };
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  BASH: ODILE.groups.slice(1),
  Pimkie: PIERRE.groups,
};

/** Grafana's page of log-ins takes the settings of its file under names in camel case. */
function asPageSettings(settings: Readonly<Record<string, string>>): Record<string, unknown> {
  const camelCase = (name: string): string => name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      camelCase(name),
      ['true', 'false'].includes(value) ? value === 'true' : value,
    ])
  );
}

/** Logs in through the provider's own page. @returns the page where Grafana lets the person in, or not */
async function logIn(context: BrowserContext, { login }: Person): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/login/generic_oauth');
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL(({ pathname }) => !pathname.startsWith('/interaction'));
  return page;
}

async function orgsOf(request: APIRequestContext): Promise<[name: string, role: string][]> {
  const orgs = (await (await request.get('/api/user/orgs')).json()) as { name: string; role: string }[];
  return orgs.map(({ name, role }) => [name, role]);
}

/** Ids of the people who have an account. */
async function accounts(admin: APIRequestContext, people: readonly Person[]): Promise<number[]> {
  const found = await Promise.all(
    people.map(async ({ login }) => {
      const answer = await admin.get(`/api/users/lookup?loginOrEmail=${login}`);
      return answer.ok() ? [((await answer.json()) as { id: number }).id] : [];
    })
  );
  return found.flat();
}

test('people of a group enter the organisation of their enterprise as viewers, and see nothing of another', async ({
  page,
  browser,
  stack,
}, testInfo) => {
  test.setTimeout(600_000);
  test.skip(!stack.backendVariables, NO_COMMAND);
  const admin = page.request;
  const rules = testInfo.outputPath('vigie.yaml');
  const usual = await readFile(String(stack.backendVariables?.['VIGIE_RULES']), 'utf8');
  const enterprises = (await queryDataset(stack, 'counters.enterprises')).map(({ enterprise }) => String(enterprise));
  const tenants = enterprises.map((enterprise) => ({ enterprise, org: enterprise, groups: GROUPS[enterprise] }));
  await writeFile(rules, usual.replace(/^grafana:$/m, `grafana:\n  tenants: ${JSON.stringify(tenants)}`));
  const opted = { ...stack, backendVariables: { ...stack.backendVariables, VIGIE_RULES: rules } };
  // Grafana knows itself by this name, and takes people back to it.
  const grafanaUrl = stack.grafanaUrl.replace('127.0.0.1', 'localhost');
  const signOnChecks = async (): Promise<{ state: string; text: { fr: string } }[]> => {
    const { stdout } = await vigie(opted, ['doctor', '--json']);
    const { checks } = JSON.parse(stdout) as { checks: { part: string; state: string; text: { fr: string } }[] };
    return checks.filter(({ part }) => part === 'sign-on');
  };

  const report = JSON.parse((await vigie(opted, ['grafana', 'plan', '--json'])).stdout) as GrafanaReport;
  expect(report.changes).toEqual([]);
  expect(report.singleSignOn?.orgMapping).toHaveLength(2);
  expect((await signOnChecks()).map(({ state }) => state)).toEqual(['warning']);

  let provider: OpenIdProvider | undefined;
  const visitors: BrowserContext[] = [];
  const visit = async (): Promise<BrowserContext> => {
    const visitor = await browser.newContext({ baseURL: grafanaUrl });
    visitors.push(visitor);
    return visitor;
  };
  try {
    provider = await startOpenIdProvider(`${grafanaUrl}/login/generic_oauth`, [ODILE, PIERRE, STRANGER]);
    const printed = report.singleSignOn?.providers.find(({ name }) => name === 'Keycloak')?.settings ?? {};
    const settings = {
      ...asPageSettings(printed),
      ...provider.client,
      enabled: true,
      name: 'Agitel',
      allowSignUp: true,
      usePkce: true,
      loginAttributePath: 'preferred_username',
    };
    const set = await admin.put(SETTINGS, { data: { provider: 'generic_oauth', settings } });
    expect(set.status(), await set.text()).toBe(204);
    expect(await signOnChecks()).toMatchObject([{ state: 'ok' }]);

    for (const [person, own, other] of [
      [ODILE, 'BASH', 'Pimkie'],
      [PIERRE, 'Pimkie', 'BASH'],
    ] as const) {
      const visitor = await visit();
      const client = await logIn(visitor, person);
      await expect(client.getByText('Compteurs').first()).toBeVisible();
      expect(await orgsOf(visitor.request)).toEqual([[own, 'Viewer']]);

      const ask = async (params: object): Promise<unknown[]> => {
        const datasource = { type: 'agitel-vigie-datasource', uid: 'vigie' };
        const queries = [{ refId: 'A', datasource, dataset: 'counters.sites', params }];
        const answer = await visitor.request.post('/api/ds/query', { data: { queries, from: 'now-30d', to: 'now' } });
        const { results } = (await answer.json()) as { results: Record<string, { frames: Frame[] }> };
        return (results.A?.frames ?? []).flatMap(rowsOf).map(({ enterprise }) => enterprise);
      };
      const all = await queryDataset(stack, 'counters.sites', { enterprise: [own] });
      expect(all.length).toBeGreaterThan(0);
      expect(await ask({})).toEqual(all.map(() => own));
      expect(await ask({ enterprise: [other] })).toEqual([]);
      const foreign = await visitor.request.get('/api/datasources', { headers: { 'x-grafana-org-id': '1' } });
      expect(foreign.ok()).toBe(false);
    }

    const stranger = await logIn(await visit(), STRANGER);
    await stranger.waitForURL(/\/login/);
    expect(await accounts(admin, [STRANGER])).toEqual([]);

    await page.goto('/a/agitel-vigie-app/accounts');
    const row = page.getByRole('row').filter({ hasText: ODILE.login });
    await expect(row).toContainText('Vient de Generic OAuth');
    await expect(row).toContainText('Fixé à chaque connexion');
    await expect(row).toContainText('BASH');
    await expect(row.getByRole('button')).toHaveCount(0);
    await page.screenshot({ path: picture('comptes-externes.png') });

    // A line by hand that opens another enterprise.
    const orgMapping = [...(report.singleSignOn?.orgMapping ?? []), 'bash-magasins:Pimkie:Viewer'];
    await admin.put(SETTINGS, { data: { provider: 'generic_oauth', settings: { ...settings, orgMapping } } });
    const [leak, ...others] = await signOnChecks();
    expect(others).toEqual([]);
    expect(leak?.state).toBe('failed');
    expect(leak?.text.fr).toContain('le groupe « bash-magasins » dans l’organisation « Pimkie »');
  } finally {
    await admin.delete(SETTINGS);
    for (const id of await accounts(admin, [ODILE, PIERRE, STRANGER])) {
      await admin.delete(`/api/admin/users/${id}`);
    }
    await Promise.all(visitors.map((visitor) => visitor.close()));
    await provider?.close();
  }
});
