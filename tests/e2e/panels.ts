import { expect, type Locator, type Page } from '@playwright/test';

/** A panel by its title; several of a title in the order of the page. */
export function panel(page: Page, title: string, nth = 0): Locator {
  return page.getByTestId(`data-testid Panel header ${title}`).nth(nth);
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
