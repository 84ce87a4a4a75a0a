import path from 'node:path';

import { queryDataset, rowsShown } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { figure, frenchNumber, frenchPercent, panel } from '../support/panels.ts';

const pictures = path.resolve(import.meta.dirname, '..', '..', '..', 'docs', 'img');

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

  const [attention] = await queryDataset(stack, 'tickets.attention');
  for (const [name, column] of [
    ['Non assignés', 'unassigned'],
    [`Inactifs > ${String(attention?.idle_after)}`, 'idle'],
    ['Le client a répondu', 'replied'],
    ['Échéance dépassée', 'breached'],
  ] as const) {
    await expect(figure(page, name)).toHaveText(frenchNumber(attention?.[column]));
  }
  const days = await queryDataset(stack, 'tickets.flow', { source: 'atera', days: 8 });
  expect(days).toHaveLength(8);
  for (const [name, column] of [
    ['Créés aujourd’hui', 'created'],
    ['Résolus aujourd’hui', 'resolved'],
  ] as const) {
    const before = days.slice(0, -1).map((day) => Number(day[column]));
    const mean = before.reduce((sum, count) => sum + count, 0) / before.length;
    await expect(figure(page, name).first()).toHaveText(frenchNumber(days.at(-1)?.[column]));
    await expect(figure(page, name).nth(1)).toHaveText(`Moy. 7 j : ${frenchNumber(Math.round(mean * 10) / 10)}`);
  }
  await page.screenshot({ path: path.join(pictures, 'tableau-de-bord.png') });
});

test('the board counts down what is due next, each on the colour of its level', async ({ page, stack }) => {
  const answer = rowsShown(page, 'tickets.due');
  await page.goto('/d/vigie-board?kiosk');
  const looked = await answer;
  const dues = looked.slice(0, 5);
  // The data lives: a due date of the answer may have passed for an hour since.
  const all = await queryDataset(stack, 'tickets.due', { limit: 10_000 });
  expect(dues).toHaveLength(5);
  const rows = panel(page, 'Prochaines échéances').getByRole('row');
  await expect(rows).toHaveCount(dues.length + 1);
  for (const [index, due] of dues.entries()) {
    expect(all.find(({ id }) => id === due.id)?.due_at).toBe(due.due_at);
    const row = rows.nth(index + 1);
    await expect(row.locator(`a[href="${String(due.url)}"]`)).toHaveText(String(due.title));
    await expect(row).toContainText(due.kind === 'resolution' ? 'Résolution' : 'Réponse');
    const time = row.locator('time');
    await expect(time).toHaveAttribute('datetime', new Date(Number(due.due_at)).toISOString());
    await expect(time).toHaveText(/^(dans|dépassée de) \d+\s(s|min|h|j)$|^maintenant$/);
  }
});

test('a figure that calls for attention leads to its tickets', async ({ page, stack }) => {
  test.slow();
  const [attention] = await queryDataset(stack, 'tickets.attention');
  for (const [name, reason] of [
    ['Non assignés', 'unassigned'],
    ['Le client a répondu', 'replied'],
  ] as const) {
    await page.goto('/d/vigie-board');
    await figure(page, name).getByRole('link').click();
    await expect(page).toHaveURL(new RegExp(`/d/vigie-attention/?.*[?&]var-attention=${reason}`));
    const tickets = await queryDataset(stack, 'tickets.list', { attention: reason, limit: 10_000 });
    expect(tickets).toHaveLength(Number(attention?.[reason]));
    const list = panel(page, name);
    await expect(list.getByRole('row')).toHaveCount(tickets.length + 1);
    for (const ticket of tickets) {
      await expect(list.locator(`a[href="${String(ticket.url)}"]`)).toHaveCount(1);
    }
  }
  await page.screenshot({ path: path.join(pictures, 'tickets-a-surveiller.png') });
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
  await expect(page.getByRole('table').first()).toContainText('atera');
  await page.waitForLoadState('networkidle');

  expect(
    [...addresses].filter((origin) => origin !== new URL(stack.grafanaUrl).origin && origin.startsWith('http'))
  ).toEqual([]);
  expect(texts.filter((text) => text.includes(stack.token))).toEqual([]);
});
