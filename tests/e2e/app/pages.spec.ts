import type { Page } from '@playwright/test';

import { openCounters } from '../../../backend/src/counters/connection/open-database.ts';
import type { SiteTable } from '../../../backend/src/counters/connection/schema.ts';
import { queryDataset } from '../support/datasets.ts';
import { expect, type StackAddresses, test } from '../support/fixtures.ts';
import { picture } from '../support/pictures.ts';

const APP = '/a/agitel-vigie-app';

type SiteKey = Pick<SiteTable, 'enterprise' | 'code'>;

/** The row as the counters database itself has it; changed first, as somebody else would. */
async function rowInDatabase(
  { countersUrl = '' }: StackAddresses,
  { enterprise, code }: SiteKey,
  change?: Partial<SiteTable>
): Promise<SiteTable> {
  const database = await openCounters({ url: countersUrl });
  try {
    if (change) {
      await database.write((db) =>
        db.updateTable('sites').set(change).where('enterprise', '=', enterprise).where('code', '=', code).execute()
      );
    }
    return await database.read((db) =>
      db
        .selectFrom('sites')
        .selectAll()
        .where('enterprise', '=', enterprise)
        .where('code', '=', code)
        .executeTakeFirstOrThrow()
    );
  } finally {
    await database.close();
  }
}

/** The nth operational counter of BASH, which has a town. */
async function counter(stack: StackAddresses, nth: number): Promise<SiteKey> {
  const sites = await queryDataset(stack, 'counters.sites', { enterprise: 'BASH', operational: true });
  const site = sites.filter(({ city }) => city !== null)[nth];
  return { enterprise: 'BASH', code: String(site?.code) };
}

/** Opens the form of a counter by way of the table. */
async function edit(page: Page, { enterprise, code }: SiteKey): Promise<void> {
  await page.goto(`${APP}/sites?${new URLSearchParams({ enterprise, code }).toString()}`);
  await page.getByRole('button', { name: `Modifier le compteur ${code} de ${enterprise}`, exact: true }).click();
  await expect(page.getByLabel('Ville', { exact: true })).toBeVisible();
}

/** Grafana fetches each icon by itself: a picture waits for them. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: picture(name) });
}

const save = (page: Page) => page.getByRole('button', { name: 'Enregistrer', exact: true }).click();

test('Compteurs: the table is searched by column, a change is seen in it and in the database', async ({
  page,
  stack,
}) => {
  test.skip(!stack.countersUrl, 'The embedded counters database belongs to the backend alone.');
  const site = await counter(stack, 0);
  await page.goto(`${APP}/sites`);
  const all = await queryDataset(stack, 'counters.sites');
  await expect(page.getByText(`Compteurs trouvés : ${all.length}`)).toBeVisible();
  await shoot(page, 'compteurs.png');

  await page.getByRole('searchbox', { name: 'Chercher dans les codes' }).fill(site.code);
  await expect(page).toHaveURL(new RegExp(`code=${encodeURIComponent(site.code)}`));
  const found = all.filter(({ code }) => String(code).includes(site.code));
  await expect(page.getByText(`Compteurs trouvés : ${found.length}`)).toBeVisible();

  const before = await rowInDatabase(stack, site);
  await edit(page, site);
  await page.getByLabel('Ville', { exact: true }).fill('Villeurbanne');
  await page.getByRole('checkbox', { name: 'Opérationnel' }).uncheck({ force: true });
  await save(page);
  await expect(page.getByText('Dites pourquoi le compteur n’est pas opérationnel.')).toBeVisible();
  await page.getByLabel('Raison', { exact: true }).fill('Travaux');
  await save(page);

  await expect(page.getByText(`Le compteur ${site.code} de BASH est modifié`)).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: 'Villeurbanne' });
  await expect(row).toContainText('Non');
  await expect(row).toContainText('Travaux');
  const after = await rowInDatabase(stack, site);
  expect(after).toMatchObject({ city: 'Villeurbanne', ignore_reason: 'Travaux', country: before.country });
  expect(after.ignore).not.toBe(0);
  await expect(row.getByRole('button')).toBeFocused();

  await rowInDatabase(stack, site, { city: before.city, ignore: 0, ignore_reason: before.ignore_reason });
});

test('Compteurs: what somebody else changed meanwhile is shown, and survives', async ({ page, stack }) => {
  test.skip(!stack.countersUrl, 'The embedded counters database belongs to the backend alone.');
  const site = await counter(stack, 1);
  const before = await rowInDatabase(stack, site);
  await edit(page, site);
  await page.getByLabel('Ville', { exact: true }).fill('Villeurbanne');
  await rowInDatabase(stack, site, { country: 'Belgique' });
  await save(page);

  const differences = page.getByRole('table', { name: 'Différences' });
  await expect(differences.getByRole('row').filter({ hasText: 'Pays' })).toContainText('Belgique');
  await expect(differences.getByRole('row').filter({ hasText: 'Ville' })).toContainText('Villeurbanne');
  expect((await rowInDatabase(stack, site)).city).toBe(before.city);
  await shoot(page, 'compteurs-conflit.png');

  await page.getByRole('button', { name: 'Garder ma saisie et l’enregistrer sur la sienne' }).click();
  await expect(page.getByText(`Le compteur ${site.code} de BASH est modifié`)).toBeVisible();
  expect(await rowInDatabase(stack, site)).toMatchObject({ city: 'Villeurbanne', country: 'Belgique' });

  await rowInDatabase(stack, site, { city: before.city, country: before.country });
});

test('Alertes: one line for each counter at zero, leading to its rule and to its row', async ({ page, stack }) => {
  const alerts = await queryDataset(stack, 'counters.zero_alerts');
  expect(alerts.length).toBeGreaterThan(0);
  await page.goto(`${APP}/alerts`);
  for (const { message, code, date } of alerts.slice(0, 5)) {
    const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: String(code), exact: true }) });
    await expect(row.filter({ hasText: String(message) })).toContainText(String(date));
  }
  await shoot(page, 'alertes.png');

  const [first] = alerts;
  await page
    .getByRole('link', { name: String(first?.code), exact: true })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Compteurs', level: 1 })).toBeVisible();
  await expect(
    page
      .getByRole('row')
      .filter({ hasText: String(first?.code) })
      .first()
  ).toBeVisible();

  await page.goto(`${APP}/alerts`);
  await page.getByRole('link', { name: 'Règle d’alerte' }).click();
  await expect(page).toHaveURL(/\/alerting\/grafana\/vigie-counter-zero\/view/);
  await expect(page.getByText('Compteur à zéro').first()).toBeVisible();

  await page.goto(`${APP}/alerts?day=2001-01-01`);
  await expect(page.getByText('Tout va bien : aucun compteur à zéro le 01/01/2001')).toBeVisible();
});

test('État: an administrator sees the sources and the examination of every part', async ({ page }) => {
  await page.goto(`${APP}/status`);
  await expect(page.getByRole('row').filter({ hasText: 'atera' }).first()).toContainText('À jour');
  await expect(page.getByText(/^Examen du /)).toBeVisible();
  await shoot(page, 'etat.png');
});

test('a viewer has the way home in the menu, and is refused the pages and what stands behind them', async ({
  page,
  browser,
  stack,
}) => {
  const viewer = { login: `viewer-${Date.now()}`, password: 'lecteur-des-tests' };
  const created = await page.request.post('/api/admin/users', { data: viewer });
  const { id } = (await created.json()) as { id: number };
  // With automatic assignment off Grafana gives each new user an organisation of their own.
  const ownOrgs = (await (await page.request.get(`/api/users/${id}/orgs`)).json()) as { orgId: number }[];
  await page.request.post('/api/orgs/1/users', { data: { loginOrEmail: viewer.login, role: 'Viewer' } });
  await page.request.post(`/api/users/${id}/using/1`);
  const context = await browser.newContext({ baseURL: stack.grafanaUrl });
  try {
    const own = await context.newPage();
    await own.request.post('/login', { data: { user: viewer.login, password: viewer.password } });
    for (const path of ['sites', 'alerts', 'status']) {
      const sentAway = await own.request.get(`${APP}/${path}`, { maxRedirects: 0 });
      expect([sentAway.status(), sentAway.headers().location], path).toEqual([302, '/']);
    }
    for (const path of ['sites', 'status', 'doctor', 'jobs']) {
      const refused = await own.request.get(`/api/datasources/uid/vigie/resources/${path}`);
      expect(refused.status(), path).toBe(403);
    }
    await own.goto(`${APP}/home`);
    await expect(own).toHaveURL(`${stack.grafanaUrl}/`);
    await expect(own.getByText('Tickets total')).toBeVisible();
    await expect(own.locator(`a[href="${APP}/sites"]`)).toHaveCount(0);
  } finally {
    await context.close();
    await page.request.delete(`/api/admin/users/${id}`);
    for (const { orgId } of ownOrgs) {
      await page.request.delete(`/api/orgs/${orgId}`);
    }
  }
});
