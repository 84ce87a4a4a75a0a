import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { panel } from './panels.ts';
import { picture } from './pictures.ts';

/** The board in full screen with its first figures, on a clock that the test moves on. */
async function openBoard(page: Page): Promise<void> {
  await page.clock.install();
  await page.goto('/d/vigie-board?kiosk');
  await expect(panel(page, 'Tickets total')).toContainText(/\d/);
}

test('a screen that gets no new data says so across the page, and stops saying so by itself', async ({ page }) => {
  await openBoard(page);
  const band = page.getByRole('alert').filter({ hasText: 'Pas de nouvelles données depuis' });
  await page.route('**/api/ds/query*', (route) => route.abort());
  await page.clock.fastForward('05:00');
  await expect(band).toBeHidden();
  await page.clock.fastForward('02:00');
  // What it last knew stays readable.
  await expect(panel(page, 'Tickets total')).toContainText(/\d/);
  await expect(band).toContainText('Vigie ne répond pas');
  await page.screenshot({ path: picture('ecran-sans-nouvelles.png') });
  await page.unroute('**/api/ds/query*');
  await page.clock.fastForward('02:30');
  await expect(band).toBeHidden();
});

test('a screen whose session has ended shows where to log in', async ({ page }) => {
  await openBoard(page);
  await page.context().clearCookies();
  await page.clock.fastForward('02:30');
  await expect(page).toHaveURL(/\/login/);
});
