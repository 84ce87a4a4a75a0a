import type { Page } from '@playwright/test';

import type { GrafanaReport } from '../../../backend/src/cli/grafana/report.ts';
import { ENTERPRISES, MORE_ENTERPRISES } from '../../fixtures/counters/world.ts';
import { NO_COMMAND, vigie } from '../support/command.ts';
import { rowsShown } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { panel } from '../support/panels.ts';
import { picture } from '../support/pictures.ts';
import { findWords, lostAnswers, type RecordedSession, recordSession, strangers } from '../support/recording.ts';
import { createAccount, shopsInDatabase, wordsOfOthers } from '../support/tenants.ts';

const APP = '/a/agitel-vigie-app';
const ENTERPRISE = 'BASH';
/** The dozen of the set-up, and the one that has nothing but odd shops, under three spellings that the rules join. */
const HOW_MANY = ENTERPRISES.length + MORE_ENTERPRISES.length + 1;

test('a dozen enterprises have their organisations, and nothing is left to do', async ({ page, stack }) => {
  test.slow();
  test.skip(!stack.backendVariables, NO_COMMAND);
  // The set-up has applied everything to an empty Grafana; what Grafana prepares later is waited for.
  const applied = await vigie(stack, ['grafana', 'apply']);
  expect(applied, applied.stdout).toMatchObject({ exitCode: 0, stderr: '' });

  const plan = await vigie(stack, ['grafana', 'plan']);
  expect(plan.stdout).toContain('Nothing to do.');
  expect(plan.exitCode).toBe(0);
  const report = JSON.parse((await vigie(stack, ['grafana', 'plan', '--json'])).stdout) as GrafanaReport;
  expect(report).toMatchObject({ changes: [], notes: [], problems: [], failures: [], unwanted: [] });
  expect((await vigie(stack, ['grafana', 'status'])).exitCode).toBe(0);

  const orgs = (await (await page.request.get('/api/orgs?perpage=1000')).json()) as { name: string }[];
  const others = await wordsOfOthers(stack, ENTERPRISE);
  const tenants = orgs.map(({ name }) => name).filter((name) => name === ENTERPRISE || others.includes(name));
  expect(tenants).toHaveLength(HOW_MANY);
});

test('a client logs in and finds the page of their company, in French, and nothing else', async ({
  page,
  browser,
  stack,
}, testInfo) => {
  test.setTimeout(600_000);
  test.skip(!stack.countersUrl, 'The embedded counters database belongs to the backend alone.');
  const account = await createAccount(page.request, { enterprise: ENTERPRISE, role: 'Viewer' });
  const session = await recordSession(browser, stack.grafanaUrl, testInfo);
  try {
    const client = await session.visit('/');
    await expect(client).toHaveURL(/\/login/);
    await client.locator('input[name="user"]').fill(account.login);
    await client.locator('input[name="password"]').fill(account.password);
    const [top, table] = await Promise.all([
      rowsShown(client, 'counters.top_sites'),
      rowsShown(client, 'counters.sites'),
      client.keyboard.press('Enter'),
    ]);

    await expect(client.getByRole('heading', { name: ENTERPRISE, exact: true })).toBeVisible();
    await expect(client.locator('html')).toHaveAttribute('lang', 'fr-FR');
    const shops = await shopsInDatabase(stack, { spellings: [ENTERPRISE], ...thisMonth() });
    expect(top.map(({ code, entries }) => ({ code, entries }))).toEqual(shops.slice(0, 10));
    expect(table.map(({ code }) => code).sort()).toEqual(shops.map(({ code }) => code).sort());
    expect(new Set([...top, ...table].map(({ enterprise }) => enterprise))).toEqual(new Set([ENTERPRISE]));
    await expect(panel(client, 'Liste des compteurs')).toContainText(String(table[0]?.code));
    await expect(panel(client, 'État des compteurs')).toContainText('Opérationnels');
    await client.waitForLoadState('networkidle');
    await client.screenshot({ path: picture('entreprise.png') });

    await expectNothingElse(session, client);
    const exchanges = await session.stop();
    expect(lostAnswers(exchanges)).toEqual([]);
    expect(strangers(exchanges, stack.grafanaUrl)).toEqual([]);
    expect(findWords(exchanges, [ENTERPRISE])).not.toEqual([]);
    expect(findWords(exchanges, await wordsOfOthers(stack, ENTERPRISE))).toEqual([]);
  } finally {
    await account.remove();
  }
});

test('the self-test of isolation passes, straight at Vigie and through every organisation', async ({ stack }) => {
  test.setTimeout(900_000);
  test.skip(!stack.backendVariables, NO_COMMAND);
  const { stdout } = await vigie(stack, ['doctor', '--isolation', '--json']);
  const { checks } = JSON.parse(stdout) as { checks: { part: string; state: string; text: { en: string } }[] };
  expect(checks.filter(({ state }) => state === 'failed')).toEqual([]);
  const isolation = checks.filter(({ part }) => part.startsWith('isolation'));
  expect(isolation.map(({ part, state }) => [part, state])).toEqual([
    ['isolation', 'ok'],
    ['isolation in Grafana', 'ok'],
    ['isolation of clients', 'ok'],
  ]);
  for (const { text } of isolation.slice(0, 2)) {
    expect(text.en).toContain(`${HOW_MANY} enterprises`);
  }
});

/** Neither the search nor the menu nor an address that somebody may have passed on leads anywhere but home. */
async function expectNothingElse(session: RecordedSession, client: Page): Promise<void> {
  const found = (await (await session.context.request.get('/api/search?type=dash-db')).json()) as { uid: string }[];
  expect(found.map(({ uid }) => uid)).toEqual(['vigie-counters']);

  const menu = await menuOf(client);
  expect(menu).toContain(`${APP}/home`);
  const closed = /^\/(explore|drilldown|connections|admin|datasources|org|a\/agitel-vigie-app\/(?!home))/;
  expect(menu.filter((address) => closed.test(address))).toEqual([]);

  for (const uid of ['vigie-board', 'vigie-clients', 'vigie-counters-admin', 'vigie-sources', 'vigie-alerts']) {
    const page = await session.visit(`/d/${uid}`);
    await expect(page.getByText(/not found|introuvable/i).first()).toBeVisible();
    expect((await session.context.request.get(`/api/dashboards/uid/${uid}`)).status()).toBe(404);
  }
  for (const address of [
    '/explore',
    '/connections/datasources',
    '/admin/users',
    '/org',
    `${APP}/accounts`,
    `${APP}/sites`,
  ]) {
    const page = await session.visit(address);
    await expect(page.getByRole('heading', { name: ENTERPRISE, exact: true })).toBeVisible();
  }
}

/** The menu as Grafana gave it to this person: addresses, without those that only lead further down. */
function menuOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    interface Entry {
      url?: string;
      text: string;
      children?: Entry[];
    }
    const { grafanaBootData } = globalThis as unknown as { grafanaBootData: { navTree: Entry[] } };
    const addresses = (entries: Entry[]): string[] =>
      entries.flatMap(({ url = '', children = [] }) => [url, ...addresses(children)]);
    return addresses(grafanaBootData.navTree);
  });
}

/** Where the tests' browser is. */
function thisMonth(): { month: string; today: string } {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());
  return { month: today.slice(0, 7), today };
}
