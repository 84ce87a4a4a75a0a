import { overlaps, textBoxes } from '../support/boxes.ts';
import { queryDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { expectNoScrolling, figure, panel } from '../support/panels.ts';
import { picture } from '../support/pictures.ts';

test('the page Exploitation shows the work of the backend, with nothing cut', async ({ page, stack }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto('/d/vigie-operation?kiosk&autofitpanels');
  await expect(figure(page, 'Requêtes en 5 min')).toHaveText(/^[\d\s]+$/);
  await expect(figure(page, 'Mémoire (Mo)')).toHaveText(/^\d/);

  const [backend] = await queryDataset(stack, 'system.backend');
  expect(backend).toMatchObject({ leads: true, store: 'ok', counters: 'ok' });
  const row = panel(page, 'Serveur et bases').getByRole('row').nth(1);
  await expect(row).toContainText(String(backend?.backend));
  await expect(row.getByText('Répond')).toHaveCount(2);
  for (const { connection } of await queryDataset(stack, 'system.readings')) {
    await expect(panel(page, 'Lectures en cours et quotas')).toContainText(String(connection));
  }
  const [caller] = await queryDataset(stack, 'system.callers');
  await expect(panel(page, 'Qui demande combien, depuis une heure')).toContainText(String(caller?.token));
  for (const title of ['Requêtes', 'Durées', 'Mémoire, en Mo']) {
    await expect(panel(page, title).locator('canvas').first()).toBeVisible();
  }
  await expect(page.getByLabel('Panel loading bar')).toHaveCount(0);
  await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);

  await page.screenshot({ path: picture('exploitation.png') });
  await expectNoScrolling(page);
  // At a desk: the table of tokens scrolls where there are many.
  const boxes = await textBoxes(page, 'desk');
  expect(boxes.filter(({ cut }) => cut).map(({ text }) => text)).toEqual([]);
  expect(overlaps(boxes)).toEqual([]);
});
