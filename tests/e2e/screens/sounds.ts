import type { Page } from '@playwright/test';

/** Counts the sounds that pages start, over all loads of a tab. Grafana computes one that nobody hears, to tell browsers apart. */
export const COUNT_SOUNDS = `(() => {
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...args) {
    if (this.context instanceof AudioContext) sessionStorage.setItem('sounds', String(Number(sessionStorage.getItem('sounds')) + 1));
    return start.apply(this, args);
  };
})()`;

/** How many there were. */
export async function sounds(page: Page): Promise<number> {
  return Number(await page.evaluate(`sessionStorage.getItem('sounds')`));
}

/** Has the pages sound on weekends as well, so that the day on which a test runs makes no difference. */
export async function soundEveryDay(page: Page): Promise<void> {
  await page.route(/\/apis?\/.*\/vigie-/, async (route) => {
    const response = await route.fetch();
    const dashboard = await response.text();
    await route.fulfill({ response, body: dashboard.replaceAll(/"soundDays":\s*\[[^\]]*\]/g, '"soundDays":[]') });
  });
}
