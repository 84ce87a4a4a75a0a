import type { Locator } from '@playwright/test';

import { queryDataset } from './datasets.ts';
import { expect, test } from './fixtures.ts';
import { expectNoScrolling, panel } from './panels.ts';
import { picture } from './pictures.ts';

const RED = 'rgb(196, 22, 42)';
const PARTS = [
  { queue: 'support', title: 'SUPPORT', limit: '> 72 h (temps écoulé)' },
  { queue: 'admin', title: 'ADMIN', limit: '> 5 j (temps écoulé)' },
  { queue: 'sysadmin', title: 'SYSADMIN', limit: '> 72 h (temps écoulé)' },
];

/** The texts of a panel's cells, from top to bottom. */
async function cells(column: Locator): Promise<string[]> {
  await expect(column).toContainText(/\d/);
  return (await column.getByTestId('data-testid panel content').innerText()).split('\n').filter((text) => text !== '');
}

test('the three parts show, client by client, what the datasets say', async ({ page, stack }) => {
  await page.goto('/d/vigie-clients?kiosk&autofitpanels');
  const queues = await queryDataset(stack, 'tickets.by_queue');
  expect(queues.map(({ queue }) => queue)).toEqual(PARTS.map(({ queue }) => queue));

  for (const [index, { queue, title, limit }] of PARTS.entries()) {
    const rows = await queryDataset(stack, 'tickets.by_client', { queue });
    expect(rows.at(-1)?.client).toBe('Autres');
    const volume = panel(page, 'Volume', index);
    for (const { client } of rows) {
      await expect(volume).toContainText(String(client));
    }
    expect(await cells(panel(page, 'Ouverts', index))).toEqual(rows.map(({ open }) => String(open)));
    expect(await cells(panel(page, 'En retard', index))).toEqual(rows.map(({ overdue }) => String(overdue)));
    await expect(page.getByText(title, { exact: true }).last()).toBeVisible();

    const sum = (column: string) => rows.reduce((total, row) => total + Number(row[column]), 0);
    expect(queues[index]).toMatchObject({ open: sum('open'), overdue: sum('overdue') });
    // Titles and totals stand in panels without a title, in the order of the rows of the page.
    const totals = panel(page, '', PARTS.length + index);
    await expect(totals).toContainText(`Ouverts${sum('open')}`);
    await expect(totals).toContainText(`En retard : ${limit}${sum('overdue')}`);
  }
  await expectNoScrolling(page);
  await page.screenshot({ path: picture('tickets-par-gros-clients.png') });
});

test('a cell of overdue tickets is red from one on, and only then', async ({ page, stack }) => {
  await page.goto('/d/vigie-clients?kiosk');
  for (const [index, { queue }] of PARTS.entries()) {
    const rows = await queryDataset(stack, 'tickets.by_client', { queue });
    const column = panel(page, 'En retard', index).getByTestId('data-testid panel content');
    await expect(column).toContainText(/\d/);
    const coloured = await column.locator('[style*="background: rgb"]').all();
    const styles = await Promise.all(coloured.map((cell) => cell.getAttribute('style')));
    expect(styles.map((style) => style?.includes(RED))).toEqual(rows.map(({ overdue }) => Number(overdue) > 0));
  }
});

test('each part is a tab of its own, with its overdue tickets', async ({ page, stack }) => {
  await page.goto('/d/vigie-clients');
  await page.getByRole('link', { name: 'SYSADMIN', exact: true }).click();
  await expect(page).toHaveURL(/\/d\/vigie-part\/?.*[?&]var-queue=sysadmin/);
  const rows = await queryDataset(stack, 'tickets.by_client', { queue: 'sysadmin' });
  expect(await cells(panel(page, 'Ouverts'))).toEqual(rows.map(({ open }) => String(open)));
  const overdue = await queryDataset(stack, 'tickets.list', { queue: 'sysadmin', overdue: true });
  expect(overdue.length).toBeGreaterThan(0);
  for (const { id } of overdue.slice(-5)) {
    await expect(panel(page, 'Tickets en retard')).toContainText(String(id));
  }
});

test('a click on a client leads to its page', async ({ page }) => {
  await page.goto('/d/vigie-clients');
  await panel(page, 'Volume').getByRole('link').filter({ hasText: 'Hôtel de la Trémoille' }).click();
  await expect(page).toHaveURL(/\/d\/vigie-client\/?.*[?&]var-client=H%C3%B4tel/);
  await expect(panel(page, 'Tickets actifs')).toContainText('atera');
});
