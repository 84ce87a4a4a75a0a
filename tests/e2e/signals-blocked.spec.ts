import { expect, test } from './fixtures.ts';
import { panel } from './panels.ts';
import { COUNT_SOUNDS, sounds } from './sounds.ts';

/* What browsers with a window do by themselves; without one they let every page sound. */
test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), '--autoplay-policy=document-user-activation-required'],
    }),
});

test('a browser that blocks sound says so once on a page with two lists that signal, until somebody clicks', async ({
  page,
}) => {
  await page.addInitScript(COUNT_SOUNDS);
  await page.goto('/d/vigie-board?sound=00:00-24:00');
  for (const title of ['Derniers tickets ouverts', 'Prochaines échéances']) {
    await expect(panel(page, title).getByRole('row').nth(1)).toBeVisible();
  }
  const notice = page.getByRole('button', { name: 'Son bloqué : cliquez' });
  await expect(notice).toHaveCount(1);
  await notice.click();
  await expect(notice).toHaveCount(0);
  await expect(page.getByText('Pas de son sur cet appareil')).toHaveCount(0);
  expect(await sounds(page)).toBe(1);
});
