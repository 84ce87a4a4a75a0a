import type { APIResponse, Page, Route } from '@playwright/test';

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
  // Each page is asked for once: a playlist comes back to it in the midst of leaving another.
  const known = new Map<string, Promise<{ response: APIResponse; body: string }>>();
  await page.route(/\/apis?\/.*\/vigie-/, async (route) => {
    const url = route.request().url();
    const answer = known.get(url) ?? everyDay(route);
    known.set(url, answer);
    await route.fulfill(await answer);
  });
}

async function everyDay(route: Route): Promise<{ response: APIResponse; body: string }> {
  const response = await route.fetch({ maxRetries: 3 });
  return { response, body: (await response.text()).replaceAll(/"soundDays":\s*\[[^\]]*\]/g, '"soundDays":[]') };
}
