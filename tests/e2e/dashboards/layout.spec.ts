import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { Page } from '@playwright/test';

import { overlaps, textBoxes } from '../support/boxes.ts';
import { expect, test } from '../support/fixtures.ts';
import { expectNoScrolling } from '../support/panels.ts';
import { picture } from '../support/pictures.ts';
import { createAccount, logIn } from '../support/tenants.ts';

interface Size {
  name: string;
  width: number;
  height: number;
}

/** Screens in full screen, and windows with Grafana's menu beside the page where there is room for it. */
const WALLS: Size[] = [
  { name: '4k', width: 3840, height: 2160 },
  { name: 'mur', width: 1920, height: 1080 },
];
const WINDOWS: Size[] = [
  { name: 'portable', width: 1440, height: 900 },
  { name: 'tablette', width: 1024, height: 768 },
  { name: 'telephone', width: 390, height: 844 },
  { name: 'petit-telephone', width: 360, height: 740 },
];

/** Pages that are read from four metres. */
const SCREENS = [
  { uid: 'vigie-board', file: 'tableau-de-bord' },
  { uid: 'vigie-clients', file: 'tickets-par-gros-clients' },
];

/** One of the others, as a link opens it. */
interface Desk {
  uid: string;
  query?: string;
  /** What its last panel says once it has its data. */
  last: string | RegExp;
  /** Title of a panel that Grafana draws by itself. */
  foreign?: RegExp;
}

const STRIP = 'atera';
const DESKS: Desk[] = [
  { uid: 'vigie-history', last: STRIP },
  { uid: 'vigie-attention', last: STRIP, query: 'var-attention=unassigned' },
  { uid: 'vigie-part', last: STRIP, query: 'var-queue=support' },
  { uid: 'vigie-client', last: STRIP, query: 'var-client=BASH' },
  { uid: 'vigie-sources', last: STRIP },
  { uid: 'vigie-counters', last: 'Paris', query: 'var-enterprise=BASH' },
  { uid: 'vigie-counters-admin', last: 'APRIL' },
  // The last but one is Grafana's own list, which cuts the names of rules by itself.
  { uid: 'vigie-alerts', last: /Chutes|Drops/, foreign: /^Alertes en cours|^Alerts firing/ },
];

/** Sizes and themes whose pictures the documents show. */
const SHOWN = ['dark portable', 'dark telephone', 'light mur'];

/** Smallest type that is read from four metres, in pixels at 1080p. */
const FROM_AFAR = 20;

/** Higher than any page on the narrowest phone, in pixels. */
const MOST_HEIGHT = 4000;

const PANELS = '[data-testid^="data-testid Panel header"]';

type Kind = 'wall' | 'window';

interface Opened {
  query?: string | undefined;
  theme?: string;
}

async function open(
  page: Page,
  uid: string,
  kind: Kind,
  { width, height }: Size,
  { query = '', theme = 'dark' }: Opened = {}
): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.addInitScript(`localStorage.setItem('grafana.navigation.docked', 'true')`);
  await page.goto(`/d/${uid}?theme=${theme}&${query}${kind === 'wall' ? '&kiosk&autofitpanels' : ''}`);
  await expect(page.locator(PANELS).last()).toBeAttached();
}

/** Waits until all panels are drawn, which they are when they come into view: in a window as high as the page. */
async function ready(page: Page, kind: Kind, { width, height }: Size, last: string | RegExp = STRIP): Promise<void> {
  await page.setViewportSize({ width, height: kind === 'wall' ? height : MOST_HEIGHT });
  const panels = page.locator(PANELS);
  await expect(panels.last()).toContainText(last);
  await expect(panels.filter({ hasText: /^$/ })).toHaveCount(0);
  await expect(page.getByLabel('Panel loading bar')).toHaveCount(0);
  if (kind === 'window') {
    const box = await panels.last().boundingBox();
    await page.setViewportSize({ width, height: Math.max(height, Math.ceil((box?.y ?? 0) + (box?.height ?? 0)) + 16) });
  }
}

/** @param foreign - title of the panel whose texts are not ours to place */
async function expectLegible(
  page: Page,
  what: string,
  reader: 'wall' | 'desk' = 'wall',
  foreign?: RegExp
): Promise<void> {
  const all = await textBoxes(page, reader);
  const foreigner = foreign && all.find(({ text }) => foreign.test(text))?.panel;
  const boxes = all.filter(({ panel }) => panel !== foreigner);
  expect(boxes.length, what).toBeGreaterThan(reader === 'wall' ? 40 : 20);
  const cut = boxes.filter((box) => box.cut).map(({ text }) => text);
  expect.soft(cut, `${what}: texts that are cut`).toEqual([]);
  const covered = boxes.filter((box) => box.covered).map(({ text }) => text);
  expect.soft(covered, `${what}: texts under something else`).toEqual([]);
  expect.soft(overlaps(boxes), `${what}: texts on each other`).toEqual([]);
}

for (const theme of ['dark', 'light'] as const) {
  for (const { uid, file } of SCREENS) {
    const show = async (page: Page, { name }: Size) => {
      if (SHOWN.includes(`${theme} ${name}`)) {
        await page.screenshot({ path: picture(`${file}-${name}${theme === 'light' ? '-clair' : ''}.png`) });
      }
    };

    for (const size of WALLS) {
      test(`${uid} on a ${theme} wall of ${size.width} × ${size.height} cuts no text and lays none on another`, async ({
        page,
      }) => {
        await open(page, uid, 'wall', size, { theme });
        await ready(page, 'wall', size);
        await expectLegible(page, size.name);
        await expectNoScrolling(page);
        const small = (await textBoxes(page)).filter(({ fontSize }) => fontSize < FROM_AFAR);
        expect(small.map(({ text, fontSize }) => `${text}: ${fontSize} px`)).toEqual([]);
        await show(page, size);
      });
    }

    test(`${uid} in a ${theme} window cuts no text and lays none on another at any size`, async ({ page }) => {
      test.setTimeout(240_000);
      await open(page, uid, 'window', WINDOWS[0]!, { theme });
      for (const size of WINDOWS) {
        await ready(page, 'window', size);
        await expectLegible(page, size.name);
        await show(page, size);
      }
    });
  }
}

for (const desk of DESKS) {
  test(`${desk.uid} cuts no text and lays none on another, on a wall and in a window of any size`, async ({ page }) => {
    test.setTimeout(240_000);
    await expectLegibleAtDesk(page, desk);
  });
}

async function expectLegibleAtDesk(page: Page, { uid, last, query, foreign }: Desk): Promise<void> {
  const wall = WALLS.at(-1)!;
  await open(page, uid, 'wall', wall, { query });
  await ready(page, 'wall', wall, last);
  await expectLegible(page, wall.name, 'desk', foreign);
  await expectNoScrolling(page);
  await open(page, uid, 'window', WINDOWS[0]!, { query });
  for (const size of WINDOWS) {
    await ready(page, 'window', size, last);
    await expectLegible(page, size.name, 'desk', foreign);
  }
}

test('the rows of the newest tickets are set in 24 px and more', async ({ page }) => {
  const wall = { name: 'mur', width: 1920, height: 1080 };
  await open(page, 'vigie-board', 'wall', wall);
  await ready(page, 'wall', wall);
  const titles = page.getByRole('region', { name: 'Derniers tickets ouverts' }).locator('td[data-kind="main"]');
  await expect(titles).toHaveCount(4);
  const texts = await titles.locator('[title]').allInnerTexts();
  // The same ticket may stand in another list, whose rows are lower.
  const [{ panel: newest } = { panel: -1 }] = (await textBoxes(page)).filter(
    ({ text }) => text === 'Derniers tickets ouverts'
  );
  const sizes = (await textBoxes(page))
    .filter(({ text, panel }) => panel === newest && texts.includes(text))
    .map(({ fontSize }) => fontSize);
  expect(sizes.length).toBeGreaterThanOrEqual(4);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24);
});

/** A reader of the organisation whose pages are in English, with their own account: admin's language stays what it is. */
const inEnglish = test.extend<{ reader: Page }>({
  locale: 'en-US',
  reader: async ({ browser, page, stack }, use) => {
    const account = await createAccount(page.request, { enterprise: 'Agitel', role: 'Admin' });
    const context = await browser.newContext({ baseURL: stack.grafanaUrl });
    try {
      await logIn(context.request, account);
      const saved = await context.request.patch('/api/user/preferences', { data: { language: 'en-US' } });
      expect(saved.ok(), await saved.text()).toBe(true);
      await use(await context.newPage());
    } finally {
      await context.close();
      await account.remove();
    }
  },
});

inEnglish.describe('in English', () => {
  const COPY = 'vigie-layout-en';

  /** An English page beside the French ones of the organisation. */
  async function provide(page: Page, uid: string): Promise<void> {
    const file = path.resolve(import.meta.dirname, '../../../dashboards/generated/en-US', `${uid}.json`);
    const dashboard = { ...(JSON.parse(await readFile(file, 'utf8')) as object), uid: COPY, id: null, title: COPY };
    const saved = await page.request.post('/api/dashboards/db', { data: { dashboard, overwrite: true } });
    expect(saved.ok(), await saved.text()).toBe(true);
  }

  for (const { uid } of SCREENS) {
    inEnglish(`${uid} cuts no text and lays none on another`, async ({ page, reader }) => {
      inEnglish.setTimeout(240_000);
      await provide(page, uid);
      try {
        const wall = WALLS.at(-1)!;
        await open(reader, COPY, 'wall', wall);
        await ready(reader, 'wall', wall);
        await expectLegible(reader, wall.name);
        await open(reader, COPY, 'window', WINDOWS[0]!);
        for (const size of WINDOWS) {
          await ready(reader, 'window', size);
          await expectLegible(reader, size.name);
        }
      } finally {
        await page.request.delete(`/api/dashboards/uid/${COPY}`);
      }
    });
  }

  for (const desk of DESKS) {
    inEnglish(`${desk.uid} cuts no text and lays none on another`, async ({ page, reader }) => {
      inEnglish.setTimeout(240_000);
      await provide(page, desk.uid);
      try {
        await expectLegibleAtDesk(reader, { ...desk, uid: COPY });
      } finally {
        await page.request.delete(`/api/dashboards/uid/${COPY}`);
      }
    });
  }
});
