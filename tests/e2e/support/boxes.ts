import type { Page } from '@playwright/test';

/** A line of text as the browser drew it. */
export interface TextBox {
  text: string;
  /** Of the panel it stands in, in the order of the page. */
  panel: number;
  /** Of the text node it belongs to. */
  node: number;
  /** Pixels. */
  fontSize: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
  /**
   * A part of it lies outside of a box that hides or scrolls what does not fit. Free texts of people have no bound: titles of tickets
   * may end in dots after their lines, names of clients in lists of one line a row (two, where such a list is narrow), where the whole
   * text shows on hover.
   */
  cut: boolean;
  /** Something that is not see-through lies on it. */
  covered: boolean;
}

/**
 * Where a page is read: on a wall all of it must be there; at a desk lists that are longer than their panel are scrolled, and the tables with
 * a search, which are Grafana's, cut what is wider than a column.
 */
type Reader = 'wall' | 'desk';

/** Runs in the page, which is why it is a text: these tests have no types of a browser. */
const measure = (reader: Reader): string => `(() => {
  const atDesk = ${String(reader === 'desk')};
  const isOpaque = (element) => {
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
    const alpha = /^rgba\\(.*[,\\s]([\\d.]+)\\)$/.exec(backgroundColor)?.[1] ?? (backgroundColor === 'transparent' ? 0 : 1);
    return opacity > 0.5 && (alpha > 0.5 || backgroundImage !== 'none' || ['IMG', 'CANVAS', 'VIDEO'].includes(element.tagName));
  };
  /* What lies above a text at a point, down to the text itself or to what it stands in. */
  const isCoveredAt = (element, x, y) => {
    for (const above of document.elementsFromPoint(x, y)) {
      if (above.contains(element) || element.contains(above)) return false;
      if (isOpaque(above)) return true;
    }
    return false;
  };
  const found = [];
  const panels = [...document.querySelectorAll('[data-testid^="data-testid Panel header"]')];
  let node = 0;
  const ellipses = (lines, cell) => lines === '1' || lines === '4' ||
    (lines === '2' && (cell.closest('td').dataset.kind === 'main' || cell.closest('table').dataset.lines === '1'));
  panels.forEach((panel, index) => {
    const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const textNode = walker.currentNode;
      const text = textNode.textContent.trim();
      const element = textNode.parentElement;
      node += 1;
      if (atDesk && element.closest('[role="grid"]')) continue;
      if (text === '' || ['STYLE', 'SCRIPT'].includes(element.tagName) || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
        continue;
      }
      const range = document.createRange();
      range.selectNodeContents(textNode);
      const boxes = [];
      const scrollers = [];
      let unseen = false;
      const ellipsis = element.closest('td:is([data-kind="main"], [data-kind="text"]) [title]');
      const whole = ellipsis?.title === text && ellipses(getComputedStyle(ellipsis).webkitLineClamp, ellipsis);
      for (let each = element; each && each !== panel; each = each.parentElement) {
        const style = getComputedStyle(each);
        unseen ||= style.clipPath !== 'none';
        const hides = style.overflowX !== 'visible' || style.overflowY !== 'visible';
        if (hides) boxes.push(each.getBoundingClientRect());
        if (atDesk && ['auto', 'scroll'].includes(style.overflowY) && each.scrollHeight > each.clientHeight + 1) {
          scrollers.push(each.getBoundingClientRect());
        }
      }
      if (unseen) continue;
      for (const rect of range.getClientRects()) {
        if (rect.width < 1) continue;
        // Lines after the dots are not drawn.
        if (whole && rect.top >= ellipsis.getBoundingClientRect().bottom - rect.height / 2) continue;
        // The box of a line is higher than its letters: an eighth of it may be hidden unseen.
        const slack = rect.height / 8;
        if (scrollers.some((box) => rect.top < box.top - slack || rect.bottom > box.bottom + slack)) continue;
        found.push({
          text,
          panel: index,
          node,
          fontSize: parseFloat(getComputedStyle(element).fontSize),
          left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom,
          covered: [0.1, 0.5, 0.9].some((part) =>
            isCoveredAt(element, rect.left + part * rect.width, (rect.top + rect.bottom) / 2)),
          cut: !whole && boxes.some((box) => rect.left < box.left - 1 || rect.right > box.right + 1 ||
            rect.top < box.top - slack || rect.bottom > box.bottom + slack),
        });
      }
    }
  });
  return found;
})()`;

/** All lines of text in the panels of a page; at a desk without those that are scrolled away. */
export async function textBoxes(page: Page, reader: Reader = 'wall'): Promise<TextBox[]> {
  return page.evaluate<TextBox[]>(measure(reader));
}

/** Pairs of texts that lie on each other, as `a × b`. */
export function overlaps(boxes: readonly TextBox[]): string[] {
  const pairs: string[] = [];
  for (const [index, a] of boxes.entries()) {
    for (const b of boxes.slice(index + 1)) {
      // The lines of one text are as near as its line height says.
      if (a.node === b.node) {
        continue;
      }
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (width > 1 && height > Math.min(a.bottom - a.top, b.bottom - b.top) / 4) {
        pairs.push(`${a.text} × ${b.text}`);
      }
    }
  }
  return pairs;
}
