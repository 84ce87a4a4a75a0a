import type { Page } from '@playwright/test';

import { expect, test } from '../support/fixtures.ts';
import { panel } from '../support/panels.ts';
import { picture } from '../support/pictures.ts';
import { COPY, copyPlaylist, removeCopy } from './playlists.ts';

const PHONE = { width: 390, height: 844 };

/** A page whose panels stand one below the other, each as high as it is; Grafana would stretch them without end. */
async function expectPhonePage(page: Page, shown: string): Promise<void> {
  await expect(panel(page, shown)).toContainText(/\d/);
  await expect(page).not.toHaveURL(/autofitpanels/);
  await expect(page).toHaveURL(/kiosk/);
  const height = async () => (await page.locator('.react-grid-layout').first().boundingBox())?.height ?? 0;
  await expect.poll(height).toBeLessThan(12_000);
  expect(await height()).toBeGreaterThan(PHONE.height);
}

test.afterEach(async ({ page }) => {
  await removeCopy(page);
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
  // Away from the link, which the panel below it takes for its own.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: picture('alternance.png') });
});

test('a page that the playlist cannot show is named', async ({ page }) => {
  await copyPlaylist(page, '1m', ['vigie-board', 'vigie-gone']);
  await page.goto(`/playlists/play/${COPY}?kiosk&autofitpanels`);
  await expect(page.getByText('Pages absentes de l’alternance : vigie-gone')).toBeVisible();
});

test('a page whose data does not come stays in its turn and says so', async ({ page, stack }) => {
  test.skip(!stack.control, 'Only the set-up of these tests can stop what it started.');
  test.setTimeout(600_000);
  await copyPlaylist(page, '30s');
  await stack.control!.stop('backend');
  try {
    await page.goto(`/playlists/play/${COPY}?kiosk&autofitpanels`);
    for (const uid of ['vigie-board', 'vigie-clients', 'vigie-board']) {
      await expect(page).toHaveURL(new RegExp(`/d/${uid}/`), { timeout: 60_000 });
      await expect(page.getByText('Pas de réponse').first()).toBeVisible();
    }
  } finally {
    await stack.control!.start('backend');
  }
  // At its next turn.
  await expect(panel(page, 'SUPPORT')).toContainText(/\d/, { timeout: 120_000 });
});

test('both pages lead to both modes and to each other', async ({ page }) => {
  for (const [uid, other] of [
    ['vigie-board', 'Tickets par gros clients'],
    ['vigie-clients', 'Tableau de bord'],
  ] as const) {
    await page.goto(`/d/${uid}`);
    const link = (name: string) => page.getByRole('link', { name });
    await expect(link('Mode A : alternance')).toHaveAttribute(
      'href',
      '/playlists/play/vigie?kiosk&autofitpanels&hideLogo'
    );
    await expect(link('Mode B : plein écran')).toHaveAttribute('href', new RegExp(`/d/${uid}\\?kiosk&autofitpanels`));
    await expect(link(other).first()).toBeVisible();
  }
});

for (const [uid, shown] of [
  ['vigie-board', 'Tickets total'],
  ['vigie-clients', 'SUPPORT'],
] as const) {
  test(`a phone shows ${uid} in full screen at the height of its panels`, async ({ page }) => {
    await page.setViewportSize(PHONE);
    await page.goto(`/d/${uid}?kiosk&autofitpanels`);
    await expectPhonePage(page, shown);
  });
}

test('a phone shows the pages of mode A in turn, at the height of their panels', async ({ page }) => {
  test.setTimeout(180_000);
  await copyPlaylist(page, '30s');
  await page.setViewportSize(PHONE);
  await page.goto(`/playlists/play/${COPY}?kiosk&autofitpanels`);
  await expect(page).toHaveURL(/\/d\/vigie-board\//);
  await expectPhonePage(page, 'Tickets total');
  await expect(page).toHaveURL(/\/d\/vigie-clients\//, { timeout: 60_000 });
  await expectPhonePage(page, 'SUPPORT');
});

test('the home page is the board, in French, in the organisation of the rules', async ({ page }) => {
  await page.goto('/');
  await expect(panel(page, 'Tickets total')).toContainText(/\d/);
  const organisation = (await (await page.request.get('/api/org')).json()) as { name: string };
  expect(organisation.name).toBe('Agitel');
});
