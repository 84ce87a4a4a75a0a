import type { Page } from '@playwright/test';

import { expect, test } from '../support/fixtures.ts';

const APP = '/a/agitel-vigie-app';

/** Widths of phones, in pixels. */
const WIDTHS = [390, 360];

interface Place {
  path: string;
  /** What the page says once it has its data. */
  shows: string | RegExp;
  /** Button that opens a drawer, and what that says. */
  drawer?: { opener: string | RegExp; shows: string };
}

const PLACES: Place[] = [
  { path: 'accounts', shows: /^Comptes trouvés/, drawer: { opener: 'Ajouter un compte', shows: 'Identifiant' } },
  { path: 'sites', shows: /^Compteurs trouvés/, drawer: { opener: /^Modifier le compteur/, shows: 'Fuseau horaire' } },
  { path: 'alerts', shows: /^Alertes du/ },
  { path: 'screens', shows: /^Chaque écran reçoit/, drawer: { opener: 'Ajouter un écran', shows: 'Validité du lien' } },
  { path: 'reports', shows: 'Dernières échéances' },
  { path: 'status', shows: /^Examen du/ },
];

/** Texts and controls that end beyond the right side of the window; runs in the page, which is why it is a text. */
const BEYOND = `(() => {
  const width = document.documentElement.clientWidth;
  const found = [...document.querySelectorAll(':is(main, [role="dialog"]) *')].filter((element) => {
    const { width: own, height, right } = element.getBoundingClientRect();
    const isLeaf = element.children.length === 0;
    return isLeaf && own > 1 && height > 1 && right > width + 1;
  });
  return found.map((element) => element.textContent.trim() || element.getAttribute('aria-label') || element.tagName);
})()`;

/** Waits for a drawer to have slid in. */
async function expectWithin(page: Page, what: string): Promise<void> {
  await expect.poll(() => page.evaluate<string[]>(BEYOND), `${what}: beyond the right side`).toEqual([]);
  const sideways = await page.evaluate<number>('document.documentElement.scrollWidth');
  expect(sideways, `${what}: width of the page`).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}

for (const { path, shows, drawer } of PLACES) {
  test(`${path} has all its texts and buttons within the width of a phone`, async ({ page }) => {
    test.slow();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 844 });
      await page.goto(`${APP}/${path}`);
      await expect(page.getByText(shows).first()).toBeVisible();
      await expectWithin(page, `${width}`);
      if (drawer) {
        await page.getByRole('button', { name: drawer.opener }).first().click();
        await expect(page.getByRole('dialog').getByText(drawer.shows).first()).toBeVisible();
        await expectWithin(page, `${width}, ${drawer.shows}`);
      }
    }
  });
}
