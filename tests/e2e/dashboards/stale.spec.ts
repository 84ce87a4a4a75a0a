import type { Locator, Page } from '@playwright/test';

import { expect, test } from '../support/fixtures.ts';
import { panel } from '../support/panels.ts';
import { picture } from '../support/pictures.ts';
import { createAccount, logIn } from '../support/tenants.ts';

/** The board in full screen with its first figures, on a clock that the test moves on. */
async function openBoard(page: Page): Promise<void> {
  await page.clock.install();
  await page.goto('/d/vigie-board?kiosk');
  await expect(panel(page, 'Tickets total')).toContainText(/\d/);
}

function bandOf(page: Page): Locator {
  return page.getByRole('alert').filter({ hasText: 'Pas de nouvelles données depuis' });
}

test('a screen that gets no new data says so across the page, and stops saying so by itself', async ({ page }) => {
  await openBoard(page);
  const band = bandOf(page);
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

test.describe('with parts of the stack really stopped', () => {
  /** Grafana takes its time over a start, and over the plugin's process. */
  const START_TIMEOUT = 240_000;

  test.beforeEach(({ stack }) => {
    test.skip(!stack.control, 'Only the set-up of these tests can stop what it started.');
    test.setTimeout(600_000);
  });

  /** Lets three intervals pass without news, each refresh failing for real. */
  async function waitForBand(page: Page, cause: string): Promise<void> {
    for (let refresh = 0; refresh < 4; refresh += 1) {
      const asked = page.waitForRequest('**/api/ds/query*');
      await page.clock.fastForward('02:00');
      await asked;
    }
    await expect(bandOf(page)).toContainText(cause, { timeout: 90_000 });
  }

  /** The band goes with the next refresh after the part is back, without anybody's doing. */
  async function expectRecovery(page: Page): Promise<void> {
    await expect(async () => {
      await page.clock.fastForward('02:00');
      await expect(bandOf(page)).toBeHidden({ timeout: 10_000 });
    }).toPass({ timeout: START_TIMEOUT });
    await expect(panel(page, 'Tickets total')).toContainText(/\d/);
    await expect(page).toHaveURL(/\/d\/vigie-board/);
  }

  for (const [part, cause] of [
    ['backend', 'Vigie ne répond pas'],
    ['grafana', 'Grafana ne répond pas'],
  ] as const) {
    test(`a screen says that the ${part} is stopped, and goes on by itself once it is started again`, async ({
      page,
      stack,
    }) => {
      await openBoard(page);
      await stack.control!.stop(part);
      try {
        await waitForBand(page, cause);
        await expect(panel(page, 'Tickets total')).toContainText(/\d/);
      } finally {
        await stack.control!.start(part);
      }
      await expectRecovery(page);
    });
  }
});

test('a screen whose session was ended comes to the log-in, and from there back to its page', async ({
  browser,
  page: admin,
  stack,
}) => {
  test.setTimeout(240_000);
  const account = await createAccount(admin.request, { enterprise: 'Agitel', role: 'Viewer' });
  const context = await browser.newContext({ baseURL: stack.grafanaUrl });
  try {
    await logIn(context.request, account);
    const page = await context.newPage();
    await openBoard(page);
    await account.endSessions();
    await page.clock.fastForward('02:30');
    await expect(page).toHaveURL(/\/login/);
    await page.locator('input[name="user"]').fill(account.login);
    await page.locator('input[name="password"]').fill(account.password);
    await page.getByTestId('data-testid Login button').click();
    await expect(page).toHaveURL(/\/d\/vigie-board.*kiosk/);
    await expect(panel(page, 'Tickets total')).toContainText(/\d/);
  } finally {
    await context.close();
    await account.remove();
  }
});
