import type { Page } from '@playwright/test';

import { expect, test } from '../support/fixtures.ts';
import { panel } from '../support/panels.ts';
import { picture } from '../support/pictures.ts';
import { COPY, copyPlaylist, removeCopy } from './playlists.ts';
import { COUNT_SOUNDS, soundEveryDay, sounds } from './sounds.ts';

const NEEDS_CONTROL = 'The simulated Atera is steered by the set-up of these tests only.';

/** The backend of the set-up reads its accounts every ten seconds. */
async function refresh(page: Page): Promise<void> {
  await page.getByTestId('data-testid RefreshPicker run button').click();
}

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, args: [...(launchOptions.args ?? []), '--autoplay-policy=no-user-gesture-required'] }),
});

test('a new critical ticket sounds once and its row stands out; loading the page again says nothing', async ({
  page,
  stack,
}) => {
  test.skip(!stack.control, NEEDS_CONTROL);
  await page.addInitScript(COUNT_SOUNDS);
  await soundEveryDay(page);
  await page.goto('/d/vigie-board?autofitpanels&sound=00:00-24:00');
  const latest = panel(page, 'Derniers tickets ouverts');
  await expect(latest.getByRole('row').nth(1)).toBeVisible();
  expect(await sounds(page)).toBe(0);
  const title = 'Serveur de fichiers injoignable';
  const id = await stack.control!.addTicket({ TicketTitle: title, TicketPriority: 'Critical', CustomerName: 'BASH' });
  try {
    const row = latest.locator('tr[data-signal="critical"]');
    await expect(async () => {
      await refresh(page);
      await expect(row).toContainText(title, { timeout: 3000 });
    }).toPass();
    await expect(latest.getByText(`Nouveau ticket critique : ${title}`)).toBeAttached();
    await expect.poll(() => sounds(page)).toBe(1);
    await page.screenshot({ path: picture('signal.png') });
    await page.reload();
    await expect(latest).toContainText(title);
    await refresh(page);
    await page.waitForLoadState('networkidle');
    await expect(row).toHaveCount(0);
    expect(await sounds(page)).toBe(1);
  } finally {
    await stack.control!.removeTicket(id);
  }
});

test('a due date that passes sounds once, and its row stands out', async ({ page, stack }) => {
  test.skip(!stack.control, NEEDS_CONTROL);
  test.setTimeout(240_000);
  await page.addInitScript(COUNT_SOUNDS);
  await soundEveryDay(page);
  await page.goto('/d/vigie-board?autofitpanels&sound=00:00-24:00');
  const dues = panel(page, 'Prochaines échéances');
  await expect(dues.getByRole('row').nth(1)).toBeVisible();
  const title = 'Caisse hors service';
  const id = await stack.control!.addTicket({
    TicketTitle: title,
    TicketPriority: 'Low',
    CustomerName: 'BASH',
    FirstResponseDueDate: new Date(Date.now() + 60_000).toISOString(),
  });
  try {
    const row = dues.getByRole('row').filter({ hasText: title });
    await expect(async () => {
      await refresh(page);
      await expect(row).toContainText('dans', { timeout: 3000 });
    }).toPass();
    expect(await sounds(page)).toBe(0);
    await expect(row).toContainText('dépassée de', { timeout: 90_000 });
    // The countdown goes on by itself; what is news comes with an answer.
    await refresh(page);
    await expect(dues.locator('tr[data-signal="breached"]')).toContainText(title);
    await expect.poll(() => sounds(page)).toBe(1);
    await refresh(page);
    await page.waitForLoadState('networkidle');
    expect(await sounds(page)).toBe(1);
  } finally {
    await stack.control!.removeTicket(id);
  }
});

test('a playing playlist sounds for what comes while it plays, once over its rounds', async ({ page, stack }) => {
  test.skip(!stack.control, NEEDS_CONTROL);
  test.setTimeout(300_000);
  await copyPlaylist(page, '30s');
  await page.addInitScript(COUNT_SOUNDS);
  await soundEveryDay(page);
  await page.goto(`/playlists/play/${COPY}?kiosk&autofitpanels&sound=00:00-24:00`);
  const latest = panel(page, 'Derniers tickets ouverts');
  await expect(latest.getByRole('row').nth(1)).toBeVisible();
  const title = 'Pare-feu injoignable';
  const id = await stack.control!.addTicket({ TicketTitle: title, TicketPriority: 'Critical', CustomerName: 'BASH' });
  const comesTo = (uid: string) => expect(page).toHaveURL(new RegExp(`/d/${uid}/`), { timeout: 60_000 });
  try {
    await comesTo('vigie-clients');
    expect(await sounds(page)).toBe(0);
    await comesTo('vigie-board');
    await expect(latest.locator('tr[data-signal="critical"]')).toContainText(title);
    await expect.poll(() => sounds(page)).toBe(1);
    await comesTo('vigie-clients');
    await comesTo('vigie-board');
    await expect(latest).toContainText(title);
    await page.waitForLoadState('networkidle');
    expect(await sounds(page)).toBe(1);
  } finally {
    await stack.control!.removeTicket(id);
    await removeCopy(page);
  }
});
