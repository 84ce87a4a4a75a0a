import { expect, type Page, test } from '@playwright/test';

import { overlaps, textBoxes } from './boxes.ts';

/** A page of one panel, as Grafana marks them. */
async function show(page: Page, html: string, width = 800): Promise<void> {
  await page.setViewportSize({ width, height: 600 });
  await page.setContent(
    `<!doctype html><style>* { margin: 0 } body { font: 20px/1.2 sans-serif }</style>
     <section data-testid="data-testid Panel header Test" style="position: relative; height: 400px">${html}</section>`
  );
}

/** What is wrong with a page: `cut: text`, `covered: text`, `text × text`. */
async function faults(page: Page, reader?: 'desk'): Promise<string[]> {
  const boxes = await textBoxes(page, reader);
  return [
    ...boxes.filter(({ cut }) => cut).map(({ text }) => `cut: ${text}`),
    ...boxes.filter(({ covered }) => covered).map(({ text }) => `covered: ${text}`),
    ...overlaps(boxes),
  ];
}

const box = (style: string, content: string) => `<div style="${style}">${content}</div>`;
const at = (left: number, top: number, more = '') => `position: absolute; left: ${left}px; top: ${top}px; ${more}`;

/** As `ListTable.tsx` sets free texts: two lines, the whole text on hover. */
const titled = (text: string, width: number, { kind = 'main', lines = 2 } = {}) =>
  `<table data-lines="${lines}"><tr><td data-kind="${kind}"><span title="${text}" style="display: -webkit-box; -webkit-box-orient: vertical;
    -webkit-line-clamp: 2; overflow: hidden; width: ${width}px">${text}</span></td></tr></table>`;

const LONG = 'Messagerie partagée de la comptabilité à créer avant la fin du mois';

test.describe('the measure of texts names', () => {
  for (const [what, html, found] of [
    ['two labels on each other', box(at(10, 10), '00:35:10') + box(at(60, 14), '203:44:37'), '00:35:10 × 203:44:37'],
    ['labels of an axis that run into each other', axis(40), 'Bordeaux × Lyon Part-Dieu'],
    [
      'a text that its box cuts at the side',
      box('width: 90px; overflow: hidden; white-space: nowrap', 'Impact majeur'),
      'cut: Impact majeur',
    ],
    [
      'a text that ends in dots',
      box('width: 90px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis', 'Impact majeur'),
      'cut: Impact majeur',
    ],
    ['a line that the foot of its box cuts', box('height: 12px; overflow: hidden', 'Rapproché'), 'cut: Rapproché'],
    [
      'a text that can only be read by scrolling',
      box('height: 30px; overflow: auto', box('height: 60px', '') + 'En retard'),
      'cut: En retard',
    ],
    [
      'a text under an element',
      box(at(10, 10), 'SUPPORT') + box(at(0, 0, 'width: 60px; height: 60px; background: #222'), ''),
      'covered: SUPPORT',
    ],
    [
      'a text under a picture',
      box(at(10, 10), 'ADMIN') + `<canvas width="300" height="90" style="${at(0, 0)}"></canvas>`,
      'covered: ADMIN',
    ],
    [
      'dots where the whole text does not show on hover',
      titled(LONG, 120).replace(/title="[^"]*"/, 'title="Messagerie"'),
      `cut: ${LONG}`,
    ],
    ['dots after a name in a list that has two lines a row', titled(LONG, 120, { kind: 'text' }), `cut: ${LONG}`],
  ] as const) {
    test(what, async ({ page }) => {
      await show(page, html);
      expect(await faults(page)).toContain(found);
    });
  }

  test('what no longer fits when a window is narrower', async ({ page }) => {
    const tiles = ['Impact majeur', 'Impact mineur', 'Impact aucun'].map((name) =>
      box('flex: 1; min-width: 0; overflow: hidden; white-space: nowrap', name)
    );
    const row = box('display: flex; gap: 8px', tiles.join(''));
    await show(page, row, 800);
    expect(await faults(page)).toEqual([]);
    await show(page, row, 360);
    expect(await faults(page)).toEqual(
      expect.arrayContaining(['cut: Impact majeur', 'cut: Impact mineur', 'cut: Impact aucun'])
    );
  });
});

test.describe('the measure of texts accepts', () => {
  for (const [what, html] of [
    ['labels beside and below each other', axis(200) + box(at(0, 30), 'Première') + box(at(0, 54), 'seconde')],
    ['a text of several lines', box('width: 120px', LONG)],
    ['a free text in two lines whose whole shows on hover', titled(LONG, 120)],
    ['a name in two lines of a list of one line a row', titled(LONG, 120, { kind: 'text', lines: 1 })],
    [
      'what is only for screen readers',
      box(`${at(10, 10)} width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)`, 'Priorité') +
        box(at(10, 10), '12'),
    ],
    [
      'what is hidden',
      box('visibility: hidden; position: absolute', 'Code') +
        box('opacity: 0; position: absolute', 'Ville') +
        box('', 'Client'),
    ],
    [
      'a text on a bar, a badge or a coloured row',
      box('background: #c4162a', box('background: #2e7d32; display: inline-block', 'Critique')),
    ],
    [
      'a text under a see-through layer',
      box(at(10, 10), 'Lyon') +
        box(at(0, 0, 'width: 90px; height: 60px'), '') +
        box(at(0, 0, 'width: 90px; height: 60px; background: rgba(0, 0, 0, 0.1)'), ''),
    ],
  ] as const) {
    test(what, async ({ page }) => {
      await show(page, html);
      expect((await textBoxes(page)).length).toBeGreaterThan(0);
      expect(await faults(page)).toEqual([]);
    });
  }
});

test.describe('at a desk, the measure of texts', () => {
  const list = (style: string) =>
    box(`width: 300px; height: 60px; overflow: auto; ${style}`, box('', 'Lyon') + box('margin-top: 90px', 'Metz'));

  test('accepts rows that are scrolled away', async ({ page }) => {
    await show(page, list(''));
    expect(await faults(page)).toEqual(['cut: Metz']);
    expect(await faults(page, 'desk')).toEqual([]);
  });

  test('names what is cut at the side of such rows', async ({ page }) => {
    await show(page, list('width: 20px; overflow-x: hidden; white-space: nowrap'));
    expect(await faults(page, 'desk')).toEqual(['cut: Lyon']);
  });

  test('names what a box cuts that cannot be scrolled', async ({ page }) => {
    await show(page, list('overflow: hidden'));
    expect(await faults(page, 'desk')).toEqual(['cut: Metz']);
  });

  test('leaves out the cells of a table with a search, and nothing beside it', async ({ page }) => {
    const cut = box('width: 20px; overflow: hidden; white-space: nowrap', 'Strasbourg');
    await show(page, `<div role="grid">${cut}</div>${cut}`);
    expect(await faults(page, 'desk')).toEqual(['cut: Strasbourg']);
    expect(await faults(page)).toHaveLength(2);
  });
});

/** Labels below bars that stand so many pixels apart. */
function axis(distance: number): string {
  return ['Bordeaux', 'Lyon Part-Dieu', 'Nice']
    .map((name, index) => box(at(distance * index, 0, 'white-space: nowrap'), name))
    .join('');
}
