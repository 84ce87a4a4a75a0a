import { expect, type Locator, type Page } from '@playwright/test';

/** A panel by its title, or by the heading or the name that it draws itself; several of a title in the order of the page. */
export function panel(page: Page, title: string, nth = 0): Locator {
  const named = page
    .locator('[data-testid^="data-testid Panel header"]')
    .filter({ has: page.getByText(title, { exact: true }) });
  return page.getByTestId(`data-testid Panel header ${title}`).or(named).nth(nth);
}

/** The figure of a tile, by its name. */
export function figure(page: Page, name: string): Locator {
  return page
    .locator('dl > div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .getByRole('definition');
}

/** A count as French pages write it: `12 635`. */
export function frenchNumber(value: unknown): string {
  return new Intl.NumberFormat('fr').format(Number(value));
}

/** A percentage as French pages write it: `33,4 %`. */
export function frenchPercent(value: unknown): string {
  return new Intl.NumberFormat('fr', { style: 'percent', minimumFractionDigits: 1 }).format(Number(value) / 100);
}

/** All panels are inside of the window: nobody scrolls an office screen. */
export async function expectNoScrolling(page: Page): Promise<void> {
  const height = page.viewportSize()?.height ?? 0;
  for (const each of await page.locator('[data-testid^="data-testid Panel header"]').all()) {
    const box = await each.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? Infinity)).toBeLessThanOrEqual(height);
  }
}
