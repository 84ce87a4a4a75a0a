import { queryDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { expectNoScrolling, figure, frenchNumber, panel } from '../support/panels.ts';
import { picture } from '../support/pictures.ts';

test('history shows the board of the moment, service levels, loads and who waits', async ({ page, stack }) => {
  test.slow();
  await page.goto('/d/vigie-history?kiosk');
  const [summary] = await queryDataset(stack, 'tickets.summary');
  await expect(page.getByRole('region', { name: /^Le tableau au \d\d\/\d\d\/\d{4} \d\d:\d\d$/ })).toBeVisible();
  for (const [name, column] of [
    ['Tickets total', 'total'],
    ['Impact majeur', 'impact_major'],
    ['Impact mineur', 'impact_minor'],
    ['Impact aucun', 'impact_none'],
    ['Sans réponse', 'unanswered'],
  ] as const) {
    await expect(figure(page, name)).toHaveText(frenchNumber(summary?.[column]));
  }

  for (const row of await queryDataset(stack, 'tickets.sla')) {
    const words = row.kind === 'first_response' ? 'Réponse' : 'Résolution';
    const line = panel(page, 'Niveaux de service').getByRole('row').filter({ hasText: words });
    for (const [index, column] of ['breached', 'due_1h', 'due_4h', 'due_24h'].entries()) {
      await expect(line.getByRole('cell').nth(index + 1)).toContainText(frenchNumber(row[column]));
    }
  }
  const [busiest] = await queryDataset(stack, 'tickets.technicians');
  // Two series and nothing else: texts of figures must not become entries of a legend.
  await expect(
    panel(page, 'Tickets créés et résolus par jour').locator('[data-testid^="data-testid VizLegend series"]')
  ).toHaveCount(2);
  await expect(panel(page, 'Charge par technicien')).toContainText(String(busiest?.technician));
  const [oldest] = await queryDataset(stack, 'tickets.oldest', { limit: 10 });
  await expect(panel(page, 'Plus anciens tickets ouverts').locator(`a[href="${String(oldest?.url)}"]`)).toContainText(
    String(oldest?.title)
  );
  const [longest] = await queryDataset(stack, 'tickets.waiting');
  await expect(panel(page, 'Clients qui nous attendent')).toContainText(String(longest?.id));
  for (const title of ['Tickets actifs par classe', 'Tickets créés et résolus par jour']) {
    await expect(panel(page, title).locator('canvas').first()).toBeVisible();
  }
  await expectNoScrolling(page);
  await page.screenshot({ path: picture('historique.png') });
});

test('the end of the range chooses the moment of the board; before the first snapshot it knows nothing', async ({
  page,
  stack,
}) => {
  const total = figure(page, 'Tickets total');
  const weekAgo = Date.now() - 7 * 86_400_000;
  await page.goto(`/d/vigie-history?kiosk&from=${weekAgo - 86_400_000}&to=${weekAgo}`);
  const [summary] = await queryDataset(stack, 'tickets.summary', { at: new Date(weekAgo).toISOString() });
  await expect(total).toHaveText(frenchNumber(summary?.total));

  const longAgo = Date.parse('2020-01-02T00:00:00Z');
  await page.goto(`/d/vigie-history?kiosk&from=${longAgo - 86_400_000}&to=${longAgo}`);
  await expect(page.getByText('Aucun relevé conservé avant ce moment')).toBeVisible();
  await expect(total).toHaveCount(0);
});
