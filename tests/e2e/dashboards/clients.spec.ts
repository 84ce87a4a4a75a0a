import type { Locator, Page } from '@playwright/test';

import type { Row } from '../../fixtures/frames.ts';
import { queryDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { expectNoScrolling, panel } from '../support/panels.ts';
import { picture } from '../support/pictures.ts';

const RED = 'rgb(196, 22, 42)';
const PARTS = [
  { queue: 'support', title: 'SUPPORT', limit: '> 72 h (temps écoulé)' },
  { queue: 'admin', title: 'ADMIN', limit: '> 5 j (temps écoulé)' },
  { queue: 'sysadmin', title: 'SYSADMIN', limit: '> 72 h (temps écoulé)' },
];

/** The part of the page for a queue. */
function part(page: Page, title: string): Locator {
  return page.getByRole('region', { name: title, exact: true });
}

/** Name, open and overdue tickets of each client of a part, from top to bottom. */
async function clientsIn(region: Locator): Promise<string[][]> {
  await expect(region.getByRole('row').nth(1)).toBeVisible();
  const rows = await region.locator('tbody').getByRole('row').all();
  return Promise.all(
    rows.map(async (row) => {
      const [open, overdue] = await row.getByRole('cell').allInnerTexts();
      return [
        (await row.getByRole('rowheader').innerText()).trim(),
        // Beside the sign of its level.
        open!.replace(/^\D+/, ''),
        overdue!,
      ];
    })
  );
}

/** What they are, as the dataset says. */
function expectedClients(rows: Row[]): string[][] {
  return rows.map(({ client, open, overdue }) => [String(client), String(open), String(overdue)]);
}

test('the three parts show, client by client, what the datasets say', async ({ page, stack }) => {
  await page.goto('/d/vigie-clients?kiosk&autofitpanels');
  const queues = await queryDataset(stack, 'tickets.by_queue');
  expect(queues.map(({ queue }) => queue)).toEqual(PARTS.map(({ queue }) => queue));

  for (const [index, { queue, title, limit }] of PARTS.entries()) {
    const rows = await queryDataset(stack, 'tickets.by_client', { queue });
    expect(rows.at(-1)?.client).toBe('Autres');
    const region = part(page, title);
    expect(await clientsIn(region)).toEqual(expectedClients(rows));
    await expect(region.getByText(limit, { exact: true })).toBeVisible();

    const sum = (column: string) => rows.reduce((total, row) => total + Number(row[column]), 0);
    expect(queues[index]).toMatchObject({ open: sum('open'), overdue: sum('overdue') });
    await expect(region).toContainText(`${sum('open')} ouverts`);
    await expect(region).toContainText(`${sum('overdue')} en retard`);
  }
  await expectNoScrolling(page);
  await page.screenshot({ path: picture('tickets-par-gros-clients.png') });
});

test('a cell of overdue tickets is red from one on, and only then', async ({ page, stack }) => {
  await page.goto('/d/vigie-clients?kiosk');
  for (const { queue, title } of PARTS) {
    const rows = await queryDataset(stack, 'tickets.by_client', { queue });
    const region = part(page, title);
    await expect(region.getByRole('row').nth(1)).toBeVisible();
    for (const [index, { overdue }] of rows.entries()) {
      const cell = region.locator('tbody').getByRole('row').nth(index).getByRole('cell').nth(1);
      const red = expect(cell);
      await (Number(overdue) > 0 ? red : red.not).toHaveCSS('background-color', RED);
    }
  }
});

test('the rows of the three parts line up, whatever the size of the screen', async ({ page }) => {
  test.setTimeout(240_000);
  await page.addInitScript(`localStorage.setItem('grafana.navigation.docked', 'true')`);
  for (const [size, query] of [
    [{ width: 1920, height: 1080 }, '?kiosk&autofitpanels'],
    [{ width: 1440, height: 900 }, '?kiosk&autofitpanels'],
    // With the menu beside the page.
    [{ width: 1440, height: 1300 }, ''],
  ] as const) {
    await page.setViewportSize(size);
    await page.goto(`/d/vigie-clients${query}`);
    const tops: number[][] = [];
    for (const { title } of PARTS) {
      await expect(part(page, title).getByRole('row').nth(1)).toBeVisible();
      const rows = await part(page, title).locator('tbody').getByRole('row').all();
      tops.push(await Promise.all(rows.map(async (row) => Math.round((await row.boundingBox())?.y ?? -1))));
    }
    expect(tops[1]).toEqual(tops[0]);
    expect(tops[2]).toEqual(tops[0]);
  }
});

test('each part is a tab of its own, with its overdue tickets', async ({ page, stack }) => {
  await page.goto('/d/vigie-clients');
  await page.getByRole('link', { name: 'SYSADMIN', exact: true }).click();
  await expect(page).toHaveURL(/\/d\/vigie-part\/?.*[?&]var-queue=sysadmin/);
  const rows = await queryDataset(stack, 'tickets.by_client', { queue: 'sysadmin' });
  expect(await clientsIn(part(page, 'SYSADMIN'))).toEqual(expectedClients(rows));
  const overdue = await queryDataset(stack, 'tickets.list', { queue: 'sysadmin', overdue: true });
  expect(overdue.length).toBeGreaterThan(0);
  for (const { id } of overdue.slice(0, 5)) {
    await expect(panel(page, 'Tickets en retard')).toContainText(String(id));
  }
});

test('a click on a client leads to its page', async ({ page }) => {
  await page.goto('/d/vigie-clients');
  await part(page, 'SUPPORT').getByRole('link', { name: 'Hôtel de la Trémoille' }).click();
  await expect(page).toHaveURL(/\/d\/vigie-client\/?.*[?&]var-client=H%C3%B4tel/);
  await expect(panel(page, 'Tickets actifs')).toContainText('atera');
});
