import path from 'node:path';

import { queryDataset } from './datasets.ts';
import { expect, test } from './fixtures.ts';
import { figure, frenchNumber, frenchPercent, panel } from './panels.ts';

const pictures = path.resolve(import.meta.dirname, '..', '..', 'docs', 'img');

test('the board shows, panel by panel, what the datasets say', async ({ page, stack }) => {
  await page.goto('/d/vigie-board?kiosk');
  const [summary] = await queryDataset(stack, 'tickets.summary');
  await expect(figure(page, 'Tickets total')).toHaveText(frenchNumber(summary?.total));
  await expect(figure(page, 'Impact majeur')).toHaveText(frenchNumber(summary?.impact_major));
  await expect(figure(page, 'Impact mineur')).toHaveText(frenchNumber(summary?.impact_minor));
  await expect(figure(page, 'Impact aucun')).toHaveText(frenchNumber(summary?.impact_none));
  await expect(figure(page, 'Sans réponse')).toHaveText(frenchNumber(summary?.unanswered));
  await expect(figure(page, 'Médiane')).toHaveText(/^(\d+\s(j|h|min|s) ?){1,2}$/);

  for (const [title, ticketClass] of [
    ['Derniers tickets ouverts', 'open'],
    ['Derniers tickets en attente', 'pending'],
  ] as const) {
    const latest = await queryDataset(stack, 'tickets.latest', { class: ticketClass, limit: 4 });
    expect(latest).toHaveLength(4);
    for (const ticket of latest) {
      await expect(panel(page, title)).toContainText(String(ticket.id));
      await expect(panel(page, title).locator(`a[href="${String(ticket.url)}"]`)).toContainText(
        String(ticket.title).slice(0, 20)
      );
    }
  }

  for (const [title, ticketClass] of [
    ['Tickets ouverts par priorité', 'open'],
    ['Tickets en attente par priorité', 'pending'],
  ] as const) {
    for (const row of await queryDataset(stack, 'tickets.by_priority', { class: ticketClass })) {
      const line = panel(page, title)
        .getByRole('row')
        .filter({ hasText: String(row.priority) });
      await expect(line).toContainText(frenchPercent(row.percent));
      await expect(line.getByRole('cell').last()).toContainText(frenchNumber(row.count));
    }
  }

  for (const alert of await queryDataset(stack, 'alerts.latest', { limit: 5 })) {
    await expect(panel(page, 'Dernières alertes')).toContainText(String(alert.id));
  }
  await page.screenshot({ path: path.join(pictures, 'tableau-de-bord.png') });
});

test('the browser talks to Grafana only and sees no secret', async ({ page, stack }) => {
  const addresses = new Set<string>();
  const texts: string[] = [];
  page.on('request', (request) => {
    addresses.add(new URL(request.url()).origin);
    texts.push(request.url(), request.postData() ?? '', JSON.stringify(request.headers()));
  });
  page.on('response', async (response) => {
    if (/json|text/.test(response.headers()['content-type'] ?? '')) {
      texts.push(await response.text().catch(() => ''));
    }
  });
  await page.goto('/d/vigie-board?kiosk');
  await expect(panel(page, 'Tickets total')).toContainText(/\d/);
  await page.goto('/a/agitel-vigie-app/status');
  await expect(page.getByRole('table')).toContainText('atera');
  await page.waitForLoadState('networkidle');

  expect(
    [...addresses].filter((origin) => origin !== new URL(stack.grafanaUrl).origin && origin.startsWith('http'))
  ).toEqual([]);
  expect(texts.filter((text) => text.includes(stack.token))).toEqual([]);
});
