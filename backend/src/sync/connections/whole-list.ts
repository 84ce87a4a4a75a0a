import type { Page } from '../../upstreams/http/page.ts';
import { WriteBehind } from '../write-behind.ts';
import { concurrently } from './concurrently.ts';

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
  /** Items that could not be understood, each by its place ({@link Page.broken}). */
  broken: readonly string[];
  rowsAnnounced: number;
  /** Whether every item the upstream announced is accounted for. */
  complete: boolean;
  /** Start of the first request. */
  startedAt: Date;
  /** The upstream's clock at its first answer. */
  serverDate: Date | null;
}

/** Pages asked for together in a list whose end is empty. */
const PROBED_AT_ONCE = 4;
/** How often a list is read again that moved meanwhile or does not add up. */
const MAX_READINGS = 3;

/**
 * Reads a list whose pages are cut for each request, while items enter and leave it.
 *
 * When an item leaves, those behind it move up: one may slip from a page not yet read to a page already read, and be
 * missed. A count alone does not tell, since a newcomer can hide a departure. So a reading counts only when all its pages
 * announce the same total, hold as many distinct items, and both ends of the list, read first and once more at the end,
 * stand as they were (newcomers enter at the ends of a list sorted by age). Else the list is read again.
 */
export async function readWholeList<T extends { externalId: number }>(
  request: WholeListRequest<T>
): Promise<WholeList> {
  const writes = new WriteBehind<Page<T>>((pages) => request.store(pages));
  const everSeen = new Set<number>();
  const take = (page: Page<T>): Page<T> => {
    page.items.forEach((item) => everSeen.add(item.externalId));
    writes.add(page);
    return page;
  };
  const ask = async (number: number): Promise<Page<T>> => take(await request.readPage(number));
  const alreadyRead = (request.alreadyRead ?? []).map(take);
  const first = alreadyRead.find(({ page }) => page === 1) ?? (await ask(1));

  let reading: Reading<T>;
  let mismatch: string | undefined;
  try {
    for (let round = 1; ; round += 1) {
      reading = new Reading(round === 1 ? first : await ask(1));
      const lastRound = round === MAX_READINGS;
      await readPages(reading, ask, request.concurrency, { alreadyRead: round === 1 ? alreadyRead : [], lastRound });
      if (!reading.moved && reading.addsUp && (await endsStand(reading, ask))) {
        break;
      }
      const sameMismatch = !reading.moved && mismatch !== undefined && mismatch === reading.mismatch;
      mismatch = reading.moved ? undefined : reading.mismatch;
      reading.complete = false;
      if (lastRound || sameMismatch) {
        break;
      }
    }
  } finally {
    await writes.flush();
  }
  const ids = reading.ids;
  return {
    ids,
    left: new Set([...everSeen].filter((id) => !ids.has(id))),
    broken: reading.broken,
    rowsAnnounced: reading.total,
    complete: reading.complete,
    startedAt: first.readAt,
    serverDate: first.serverDate,
  };
}

/** Reads what follows the first page, the other end first. A list seen to move is left, unless it is the last try. */
async function readPages<T extends { externalId: number }>(
  reading: Reading<T>,
  ask: (page: number) => Promise<Page<T>>,
  concurrency: number,
  { alreadyRead, lastRound }: { alreadyRead: readonly Page<T>[]; lastRound: boolean }
): Promise<void> {
  const { lastPage } = reading;
  if (lastPage > 1) {
    reading.put(alreadyRead.find(({ page }) => page === lastPage) ?? (await ask(lastPage)));
  }
  const endsEmpty = lastPage > 1 && reading.isEmpty(lastPage);
  let next = 2;
  // A list whose end is empty announces more than it holds: it is read until nothing comes any more.
  while (next < lastPage && !(endsEmpty && next > 2 && reading.isEmpty(next - 1))) {
    const count = Math.min(endsEmpty ? PROBED_AT_ONCE : lastPage, lastPage - next);
    const between = Array.from({ length: count }, (_, index) => next + index);
    await concurrently(between, concurrency, async (number) => {
      if (!reading.moved || lastRound) {
        reading.put(await ask(number));
      }
    });
    next += count;
    if (reading.moved && !lastRound) {
      return;
    }
  }
}

/** A list of one page is consistent by itself. */
async function endsStand<T extends { externalId: number }>(
  reading: Reading<T>,
  ask: (page: number) => Promise<Page<T>>
): Promise<boolean> {
  const ends = reading.lastPage === 1 ? [] : reading.lastPage === 2 ? [1] : [1, reading.lastPage];
  const again = await Promise.all(ends.map(ask));
  return again.every((page) => reading.holds(page));
}

/** One pass over the pages of a list. */
class Reading<T extends { externalId: number }> {
  complete = true;
  readonly #pages = new Map<number, Page<T>>();
  readonly lastPage: number;
  #total: number;
  #moved = false;

  constructor(first: Page<T>) {
    this.lastPage = Math.max(1, first.totalPages);
    this.#total = first.totalItems;
    this.put(first);
  }

  put(page: Page<T>): void {
    this.#pages.set(page.page, page);
    this.#moved ||= page.totalItems !== this.#total;
    this.#total = page.totalItems;
  }

  /** Whether a page that was read holds nothing. */
  isEmpty(page: number): boolean {
    const read = this.#pages.get(page);
    return read !== undefined && read.items.length + read.broken.length === 0;
  }

  /** Whether two pages announced different totals. */
  get moved(): boolean {
    return this.#moved;
  }

  /** Items of the list, as the latest answer announced them. */
  get total(): number {
    return this.#total;
  }

  get ids(): Set<number> {
    return new Set([...this.#pages.values()].flatMap((page) => page.items.map((item) => item.externalId)));
  }

  get broken(): string[] {
    return [...this.#pages.values()].flatMap((page) => page.broken);
  }

  get addsUp(): boolean {
    return this.ids.size + this.broken.length === this.total;
  }

  /** Tells one mismatch from another: when it comes back, reading again does not help. */
  get mismatch(): string | undefined {
    return this.addsUp ? undefined : `${this.ids.size} of ${this.total}`;
  }

  /** Whether a page stands as it was read in this pass. */
  holds(page: Page<T>): boolean {
    const before = this.#pages.get(page.page);
    return before?.totalItems === page.totalItems && idsOf(before) === idsOf(page);
  }
}

function idsOf(page: Page<{ externalId: number }>): string {
  return page.items.map((item) => item.externalId).join();
}
