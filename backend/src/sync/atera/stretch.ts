import type { Page } from '../../upstreams/http/page.ts';

type Items = Page<{ externalId: number }>;

/** Pages a list has by the total it announces, whatever number of pages it names. */
export function announcedPages({ totalItems, totalPages, itemsInPage }: Items): number {
  return Math.max(1, totalPages, Math.ceil(totalItems / itemsInPage));
}

/** Neighbouring pages of a list as it stood at one moment. */
export class Stretch {
  readonly #pages: readonly Items[];

  /** @param pages at least one, in order */
  constructor(pages: readonly Items[]) {
    this.#pages = pages;
  }

  /** The last page. */
  get end(): Items {
    return this.#pages.at(-1) as Items;
  }

  get lastPage(): number {
    return this.end.page;
  }

  /** Ids in the order of the list. */
  get ids(): number[] {
    return this.#pages.flatMap(({ items }) => items.map(({ externalId }) => externalId));
  }

  /** Whether the last page holds nothing although the list goes on by its own account. */
  get endsEmpty(): boolean {
    return this.lastPage > 1 && this.end.items.length + this.end.broken.length === 0;
  }

  /** Items up to the end of the stretch, as announced. */
  get positionsUpTo(): number {
    return Math.min(this.lastPage * this.end.itemsInPage, this.end.totalItems);
  }

  /** Items announced behind the stretch. */
  get announcedBehind(): number {
    return this.end.totalItems - this.positionsUpTo;
  }

  /**
   * Where the stretch goes on from what is known: the index of the first page of which nothing was counted yet.
   * @param anchor ids known to stand one behind the other; the order of those that remain does not change
   * @returns undefined when the stretch neither begins the list nor holds any of them
   */
  startAfter(anchor: readonly number[]): number | undefined {
    if (this.#pages[0]?.page === 1) {
      return 0;
    }
    const known = new Set(anchor);
    const found = this.#pages.findLastIndex(({ items }) => items.some(({ externalId }) => known.has(externalId)));
    return found === -1 ? undefined : Math.min(found + 1, this.#pages.length);
  }

  brokenFrom(start: number): string[] {
    return this.#pages.slice(start).flatMap((page) => page.broken);
  }

  /** Items that the places of the pages promise and that are not on them; one that stands on two pages counts once. */
  missingFrom(start: number): number {
    const seen = new Set<number>();
    let missing = 0;
    this.#pages.forEach((page, index) => {
      const before = seen.size;
      page.items.forEach(({ externalId }) => seen.add(externalId));
      const promised = Math.min(page.itemsInPage, page.totalItems - (page.page - 1) * page.itemsInPage);
      missing += index < start ? 0 : Math.max(0, promised - (seen.size - before) - page.broken.length);
    });
    return missing;
  }
}
