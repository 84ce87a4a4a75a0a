import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { panel } from './panels.ts';
import { picture } from './pictures.ts';

const PLAYLISTS = '/apis/playlist.grafana.app/v0alpha1/namespaces/default/playlists';
/** The playlist itself stays 2 minutes on a page; the copy that is watched here does not. */
const COPY = 'vigie-e2e-copy';

/** A copy of the playlist that stays so long on a page, and has these pages if they are not its own. */
async function copyPlaylist(page: Page, interval: string, uids?: string[]): Promise<void> {
  const playlist = (await (await page.request.get(`${PLAYLISTS}/vigie`)).json()) as {
    spec: { interval: string; items: object[] };
  };
  expect(playlist.spec.interval).toBe('2m');
  const items = uids?.map((value) => ({ type: 'dashboard_by_uid', value })) ?? playlist.spec.items;
  const created = await page.request.post(PLAYLISTS, {
    data: { ...playlist, metadata: { name: COPY }, spec: { ...playlist.spec, items, interval } },
  });
  expect(created.ok(), await created.text()).toBe(true);
}

test.afterEach(async ({ page }) => {
  await page.request.delete(`${PLAYLISTS}/${COPY}`);
});

test('mode A alternates the two pages in full screen, fitted to it, with a bar until the next one', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await copyPlaylist(page, '30s');
  await page.goto(`/playlists/play/${COPY}?kiosk&autofitpanels`);
  const bar = page.getByRole('progressbar', { name: 'Page suivante' });
  for (const [uid, shown] of [
    ['vigie-board', 'Tickets total'],
    ['vigie-clients', 'SUPPORT'],
    ['vigie-board', 'Tickets total'],
  ] as const) {
    await expect(page).toHaveURL(new RegExp(`/d/${uid}/`), { timeout: 60_000 });
    const parameters = new URL(page.url()).searchParams;
    expect([parameters.has('kiosk'), parameters.has('autofitpanels')]).toEqual([true, true]);
    await expect(panel(page, shown)).toBeVisible();
    await expect(bar).toHaveAttribute('aria-valuetext', /^dans \d+\ss$/);
  }
});

test('a bar counts the two minutes of a page on the way from mode A’s link, and none without a playlist', async ({
  page,
}) => {
  await page.goto('/d/vigie-board');
  const bar = page.getByRole('progressbar', { name: 'Page suivante' });
  await expect(panel(page, 'Tickets total')).toContainText(/\d/);
  await expect(bar).toHaveCount(0);
  await page.getByRole('link', { name: 'Mode A : alternance' }).click();
  await expect(page).toHaveURL(/\/d\/vigie-board\/.*kiosk/);
  await expect(bar).toHaveAttribute('aria-valuetext', /^dans 1\smin \d+\ss$/);
  await page.screenshot({ path: picture('alternance.png') });
});

test('a page that the playlist cannot show is named', async ({ page }) => {
  await copyPlaylist(page, '1m', ['vigie-board', 'vigie-gone']);
  await page.goto(`/playlists/play/${COPY}?kiosk&autofitpanels`);
  await expect(page.getByText('Pages absentes de l’alternance : vigie-gone')).toBeVisible();
});

test('both pages lead to both modes and to each other', async ({ page }) => {
  for (const [uid, other] of [
    ['vigie-board', 'Tickets par gros clients'],
    ['vigie-clients', 'Tableau de bord'],
  ] as const) {
    await page.goto(`/d/${uid}`);
    const link = (name: string) => page.getByRole('link', { name });
    await expect(link('Mode A : alternance')).toHaveAttribute('href', '/playlists/play/vigie?kiosk&autofitpanels');
    await expect(link('Mode B : plein écran')).toHaveAttribute('href', new RegExp(`/d/${uid}\\?kiosk&autofitpanels`));
    await expect(link(other).first()).toBeVisible();
  }
});

test('the home page is the board, in French, in the organisation of the rules', async ({ page }) => {
  await page.goto('/');
  await expect(panel(page, 'Tickets total')).toContainText(/\d/);
  const organisation = (await (await page.request.get('/api/org')).json()) as { name: string };
  expect(organisation.name).toBe('Agitel');
});
