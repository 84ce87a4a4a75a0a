import { DateTime } from 'luxon';

import { queryDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { panel } from '../support/panels.ts';
import { picture } from '../support/pictures.ts';

/** Set from the rules by `vigie grafana apply`. */
const ORGANISATION = 'Europe/Paris';

for (const [machine, file] of [
  ['UTC', 'fuseau-utc.png'],
  ['America/Toronto', 'fuseau-toronto.png'],
] as const) {
  test.describe(`a screen whose machine is on ${machine}`, () => {
    test.use({ timezoneId: machine });

    test('shows the times of the organisation, and says whose they are', async ({ page, stack }) => {
      await page.goto('/d/vigie-board?kiosk');
      const tiles = panel(page, `Dernière lecture · ${ORGANISATION}`);
      await expect(tiles).toBeVisible();
      const [newest] = await queryDataset(stack, 'tickets.latest', { class: 'open', limit: 1 });
      const created = DateTime.fromMillis(Number(newest?.created), { zone: ORGANISATION });
      const time = panel(page, 'Derniers tickets ouverts').locator('time').first();
      await expect(time).toHaveAttribute('title', created.toFormat('dd/MM/yyyy HH:mm:ss'));
      await page.screenshot({ path: picture(file) });
    });

    test('opens the month of the organisation', async ({ page }) => {
      const asked = page.waitForRequest(
        (request) =>
          request.url().includes('/api/ds/query') && (request.postData() ?? '').includes('counters.top_sites')
      );
      await page.goto('/d/vigie-counters?kiosk&var-enterprise=BASH');
      const body = JSON.parse((await asked).postData() ?? '{}') as {
        from: string;
        queries: { dataset: string; timezone?: string }[];
      };
      expect(body.queries.find(({ dataset }) => dataset === 'counters.top_sites')?.timezone).toBe(ORGANISATION);
      const start = DateTime.now().setZone(ORGANISATION).startOf('month');
      expect(Number(body.from)).toBe(start.toMillis());
    });
  });
}
