import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { panel } from './panels.ts';
import { picture } from './pictures.ts';

const NEEDS_CONTROL = 'The simulated Atera is steered by the set-up of these tests only.';

/** Counts the sounds that pages start, over all loads of a tab. Grafana computes one that nobody hears, to tell browsers apart. */
const COUNT_SOUNDS = `(() => {
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...args) {
    if (this.context instanceof AudioContext) sessionStorage.setItem('sounds', String(Number(sessionStorage.getItem('sounds')) + 1));
    return start.apply(this, args);
  };
})()`;

async function sounds(page: Page): Promise<number> {
  return Number(await page.evaluate(`sessionStorage.getItem('sounds')`));
}

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
