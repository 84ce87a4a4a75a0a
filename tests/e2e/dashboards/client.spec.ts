import { queryDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { expectNoScrolling, panel } from '../support/panels.ts';
import { picture } from '../support/pictures.ts';

const CLIENT = 'BASH';

test('a client page shows its tickets of both systems, their ages and numbers', async ({ page, stack }) => {
  await page.goto(`/d/vigie-client?kiosk&var-client=${CLIENT}`);
  const list = (params: object) => queryDataset(stack, 'tickets.list', { client: CLIENT, limit: 10_000, ...params });
  const active = await list({});
  expect(new Set(active.map(({ source }) => source))).toEqual(new Set(['atera', 'odoo']));

  await expect(panel(page, 'Ouverts')).toContainText(String((await list({ class: 'open' })).length));
  await expect(panel(page, 'En attente')).toContainText(String((await list({ class: 'pending' })).length));
  await expect(panel(page, 'En retard')).toContainText(String((await list({ overdue: true })).length));

  const ageing = panel(page, 'Ancienneté des tickets ouverts');
  for (const { bucket, count } of await queryDataset(stack, 'tickets.ageing', { client: CLIENT })) {
    await expect(ageing).toContainText(String(bucket));
    await expect(ageing).toContainText(String(count));
  }

  const table = panel(page, 'Tickets actifs');
  const oldestFirst = active.toSorted((a, b) => Number(b.age_s) - Number(a.age_s));
  for (const ticket of oldestFirst.slice(0, 6)) {
    await expect(table).toContainText(String(ticket.id));
    await expect(table.locator(`a[href="${String(ticket.url)}"]`)).toBeVisible();
  }
  await expectNoScrolling(page);
  await page.screenshot({ path: picture('client.png') });
});

test('a client without any ticket shows zeros', async ({ page }) => {
  await page.goto('/d/vigie-client?kiosk&var-client=Personne');
  for (const title of ['Ouverts', 'En attente', 'En retard']) {
    await expect(panel(page, title)).toContainText('0');
  }
});
