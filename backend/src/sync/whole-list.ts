import type { Page } from '../integrations/shared/page.ts';
import { concurrently } from './concurrently.ts';
import { WriteBehind } from './write-behind.ts';

export interface WholeListRequest<T> {
  readPage(page: number): Promise<Page<T>>;
  /** Stores pages as they come, beside the reading; all are stored when the reading ends. */
  store(pages: readonly Page<T>[]): Promise<void>;
  /** Pages asked for at the same time. */
  concurrency: number;
  /** Pages read a moment ago; they are stored like the others. */
  alreadyRead?: readonly Page<T>[];
}

export interface WholeList {
  /** Distinct ids of the pages as they were last read. */
  ids: Set<number>;
  /** Ids that an earlier version of a page held and the last ones do not: they left the list meanwhile. */
  left: Set<number>;
  /** Items that could not be understood. */
  broken: number;
  rowsAnnounced: number;
  /** Whether every item the upstream announced is accounted for. */
  complete: boolean;
  /** Start of the first request. */
  startedAt: Date;
  /** The upstream's clock at its first answer. */
  serverDate: Date | null;
}

/** Requests spent on pages read again, in proportion to the list's pages, before it is reported as incomplete. */
const MAX_REPEATS_PER_PAGE = 2;
const MIN_REPEATS = 10;

/**
 * Reads a list whose pages are cut anew for each request, while items enter and leave it.
 *
 * When an item leaves, those behind it move up: one may slip from a page not yet read to a page already read, and be
 * missed. So a list counts as read only when all its pages, as last read, announce the same total, hold as many distinct
 * items, and the last page still stands as it was. Pages that announced another total than the latest are read again.
 */
export async function readWholeList<T extends { externalId: number }>(
  request: WholeListRequest<T>
): Promise<WholeList> {
  const list = new PagesOfList<T>();
  const writes = new WriteBehind<Page<T>>((pages) => request.store(pages));
  const take = (page: Page<T>): Page<T> => {
    list.put(page);
    writes.add(page);
    return page;
  };
  for (const page of request.alreadyRead ?? []) {
    take(page);
  }
  let first: Page<T>;
  let complete: boolean;
  try {
    first = list.get(1) ?? take(await request.readPage(1));
    complete = await settle(list, request, take);
  } finally {
    await writes.flush();
  }
  const ids = list.ids();
  return {
    ids,
    left: new Set([...list.everSeen].filter((id) => !ids.has(id))),
    broken: list.broken,
    rowsAnnounced: list.total,
    complete,
    startedAt: first.readAt,
    serverDate: first.serverDate,
  };
}

/** Reads pages until the list adds up; gives up when it does not in the same way twice, or keeps moving. */
async function settle<T extends { externalId: number }>(
  list: PagesOfList<T>,
  { readPage, concurrency }: WholeListRequest<T>,
  take: (page: Page<T>) => Page<T>
): Promise<boolean> {
  let lastMismatch: string | undefined;
  while (list.repeats <= Math.max(MIN_REPEATS, MAX_REPEATS_PER_PAGE * list.lastPage)) {
    let due = list.outdatedPages();
    if (due.length === 0 && list.addsUp()) {
      if (list.lastPage === 1 || (await lastPageStands(list, readPage, take))) {
        return true;
      }
      due = list.outdatedPages();
    } else if (due.length === 0) {
      const mismatch = `${list.ids().size} of ${list.total}`;
      if (mismatch === lastMismatch) {
        return false;
      }
      lastMismatch = mismatch;
    }
    await concurrently(due.length > 0 ? due : list.allPages(), concurrency, async (number) => {
      take(await readPage(number));
    });
  }
  return false;
}

/** New items often come at the end, and can hide that others left: the total stays the same, the last page does not. */
async function lastPageStands<T extends { externalId: number }>(
  list: PagesOfList<T>,
  readPage: WholeListRequest<T>['readPage'],
  take: (page: Page<T>) => Page<T>
): Promise<boolean> {
  const before = list.get(list.lastPage);
  const after = take(await readPage(list.lastPage));
  return before?.totalItems === after.totalItems && idsOf(before) === idsOf(after);
}

function idsOf(page: Page<{ externalId: number }>): string {
  return page.items.map((item) => item.externalId).join();
}

/** The pages of one list as they were last read. */
class PagesOfList<T extends { externalId: number }> {
  readonly everSeen = new Set<number>();
  /** How many pages were read more than once. */
  repeats = 0;
  readonly #pages = new Map<number, Page<T>>();
  #latest: Page<T> | undefined;

  put(page: Page<T>): void {
    this.repeats += this.#pages.has(page.page) ? 1 : 0;
    this.#pages.set(page.page, page);
    this.#latest = page;
    for (const item of page.items) {
      this.everSeen.add(item.externalId);
    }
    for (const number of this.#pages.keys()) {
      if (number > this.lastPage) {
        this.#pages.delete(number);
      }
    }
  }

  get(number: number): Page<T> | undefined {
    return this.#pages.get(number);
  }

  /** Items of the list, as the latest answer announced them. */
  get total(): number {
    return this.#latest?.totalItems ?? 0;
  }

  get lastPage(): number {
    return Math.max(1, this.#latest?.totalPages ?? 1);
  }

  get broken(): number {
    return [...this.#pages.values()].reduce((sum, page) => sum + page.broken, 0);
  }

  ids(): Set<number> {
    return new Set([...this.#pages.values()].flatMap((page) => page.items.map((item) => item.externalId)));
  }

  addsUp(): boolean {
    return this.ids().size + this.broken === this.total;
  }

  allPages(): number[] {
    return Array.from({ length: this.lastPage }, (_, index) => index + 1);
  }

  /** Pages not read yet, or read when the list had another length. */
  outdatedPages(): number[] {
    return this.allPages().filter((number) => this.#pages.get(number)?.totalItems !== this.total);
  }
}
