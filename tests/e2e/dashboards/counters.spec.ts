import type { Page } from '@playwright/test';
import { DateTime } from 'luxon';

import type { Row } from '../../fixtures/frames.ts';
import { queryDataset, rowsShown } from '../support/datasets.ts';
import { expect, type StackAddresses, test } from '../support/fixtures.ts';
import { frenchNumber, frenchPercent, panel } from '../support/panels.ts';
import { picture } from '../support/pictures.ts';

test('the page of an enterprise shows, panel by panel, what the datasets say', async ({ page, stack }) => {
  const enterprise = 'BASH';
  const topShown = rowsShown(page, 'counters.top_sites');
  const hoursShown = Promise.all([rowsShown(page, 'counters.open_hours'), rowsShown(page, 'counters.best_hours')]);
  // One of the two queries for annotations: that of the closures.
  const marksShown = rowsShown(page, 'holiday');
  await page.goto(`/d/vigie-counters?kiosk&var-enterprise=${enterprise}`);
  await expect(page.getByRole('heading', { name: enterprise, exact: true })).toBeVisible();

  const month = { from: monthStart(), to: new Date() };
  const top = await queryDataset(stack, 'counters.top_sites', { enterprise }, month);
  expect(top.length).toBeGreaterThan(5);
  expect(await topShown).toEqual(top);

  const [compared] = await queryDataset(stack, 'counters.compare', { enterprise, by: 'enterprise' });
  await expect(panel(page, 'Entrées hier')).toContainText(frenchNumber(compared?.entries));

  const [today] = await queryDataset(stack, 'counters.today', { enterprise, by: 'enterprise' });
  const soFar = today?.entries ?? null;
  await expect(panel(page, 'Entrées aujourd’hui')).toContainText(soFar === null ? '–' : frenchNumber(soFar));
  const hourly = await queryDataset(stack, 'counters.today', { enterprise, hourly: true });
  await expect(panel(page, 'La journée en cours')).toContainText(String(hourly[0]?.code));

  await expectOpenAndBestHours(page, stack, { shown: await hoursShown, enterprise, range: month });

  const goals = await queryDataset(stack, 'counters.goals', { enterprise }, month);
  expect(goals).toHaveLength(2);
  await expect(panel(page, 'Objectifs')).toContainText(frenchPercent(Number(goals[0]?.progress) * 100));

  const kinds = ['closure', 'holiday'];
  expect(await marksShown).toEqual(
    await queryDataset(stack, 'counters.annotations', { enterprise, kind: kinds }, month)
  );
  const switches = page.getByRole('switch');
  await expect(switches).toHaveCount(2);

  const status = await queryDataset(stack, 'counters.status', { enterprise });
  for (const [index, name] of ['Opérationnels', 'Non opérationnels'].entries()) {
    const row = status[index];
    await expect(panel(page, 'État des compteurs')).toContainText(
      `${name} · ${frenchNumber(row?.count)} (${frenchPercent(row?.percent)})`
    );
  }

  const table = panel(page, 'Liste des compteurs');
  const sites = await queryDataset(stack, 'counters.sites', { enterprise });
  await expect(table).toContainText(String(sites[0]?.code));
  await page.screenshot({ path: picture('compteurs-entreprise.png') });

  const search = page.getByRole('textbox', { name: 'Saisir une valeur' });
  const wanted = sites.find(({ ip }) => ip !== null);
  await search.fill(String(wanted?.ip));
  await search.press('Enter');
  await expect(table.getByRole('row')).toHaveCount(2);
  await expect(table).toContainText(String(wanted?.code));
});

test('the page of all enterprises shows each of them, and every counter', async ({ page, stack }) => {
  const hoursShown = Promise.all([rowsShown(page, 'counters.open_hours'), rowsShown(page, 'counters.best_hours')]);
  await page.goto('/d/vigie-counters-admin?kiosk');
  const rows = await queryDataset(stack, 'counters.compare', { by: 'enterprise' });
  for (const { enterprise, entries } of rows.slice(0, 4)) {
    const row = panel(page, 'Entreprises')
      .getByRole('row')
      .filter({ hasText: String(enterprise) });
    await expect(row.first()).toContainText(frenchNumber(entries));
  }
  const sites = await queryDataset(stack, 'counters.sites');
  await expect(panel(page, 'Tous les compteurs')).toContainText(String(sites[0]?.code));
  await expect(panel(page, 'Entrées par heure et jour')).toContainText('samedi');
  await expect(panel(page, 'Couverture')).toContainText('%');

  await expectOpenAndBestHours(page, stack, { shown: await hoursShown, range: { from: monthStart(), to: new Date() } });

  const verdicts = await queryDataset(stack, 'counters.verdicts');
  const zero = verdicts.find(({ verdict }) => verdict === 'zero');
  const silent = await queryDataset(stack, 'counters.zero_alerts', { kind: 'silent_today' });
  await expect(panel(page, 'Compteurs muets aujourd’hui')).toContainText(
    silent.length === 0 ? 'Aucun compteur muet aujourd’hui' : String(silent[0]?.message)
  );
  const alerts = panel(page, 'Compteurs à zéro ou muets hier');
  await expect(
    alerts
      .getByRole('row')
      .filter({ hasText: String(zero?.code) })
      .first()
  ).toContainText('À zéro');
  await page.screenshot({ path: picture('compteurs-admin.png') });
});

/** @param enterprise - undefined: the page of all */
async function expectOpenAndBestHours(
  page: Page,
  stack: StackAddresses,
  { shown: [open, best], enterprise, range }: { shown: Row[][]; enterprise?: string; range: { from: Date; to: Date } }
): Promise<void> {
  const ofPage = enterprise === undefined ? { by: 'enterprise' } : { enterprise, by: 'site' };
  const perHour = await queryDataset(stack, 'counters.open_hours', ofPage, range);
  expect(open).toEqual(perHour);
  const [greatest] = perHour.toSorted((a, b) => Number(b.entries_per_open_hour) - Number(a.entries_per_open_hour));
  const first = panel(page, 'Entrées par heure d’ouverture').getByRole('row').nth(1);
  expect(greatest?.entries_per_open_hour).toEqual(expect.any(Number));
  await expect(first).toContainText(String(enterprise === undefined ? greatest?.enterprise : greatest?.code));
  await expect(first).toContainText(frenchNumber(Math.round(Number(greatest?.entries_per_open_hour) * 10) / 10));

  const filter = enterprise === undefined ? {} : { enterprise };
  const hours = await queryDataset(stack, 'counters.best_hours', { ...filter, limit: best?.length ?? 0 }, range);
  expect(best).toEqual(hours);
  const monday = Date.UTC(2024, 0, 1);
  for (const [index, { weekday, hour }] of hours.entries()) {
    const row = panel(page, 'Meilleures heures')
      .getByRole('row')
      .nth(index + 1);
    const name = new Intl.DateTimeFormat('fr', { weekday: 'long', timeZone: 'UTC' });
    await expect(row).toContainText(name.format(monday + (Number(weekday) - 1) * 86_400_000));
    await expect(row).toContainText(`${String(hour)}\u00a0h`);
  }
}

/** The first of the month, where the tests' browser is. */
function monthStart(): Date {
  return DateTime.now().setZone('Europe/Paris').startOf('month').toJSDate();
}

test('the page of an enterprise without a goal leaves their place empty', async ({ page, stack }) => {
  expect(await queryDataset(stack, 'counters.goals', { enterprise: 'Pimkie' })).toEqual([]);
  const answered = rowsShown(page, 'counters.goals');
  await page.goto('/d/vigie-counters?kiosk&var-enterprise=Pimkie');
  expect(await answered).toEqual([]);
  await expect(panel(page, 'Entrées hier')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Objectifs' })).toHaveCount(0);
});
