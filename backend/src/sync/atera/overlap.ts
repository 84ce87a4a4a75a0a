import { createHash } from 'node:crypto';

import type { UpstreamTicket } from '../../domain/tickets/ticket.ts';
import type { Page } from '../../upstreams/http/page.ts';

interface WholeReading {
  readAt: Date;
  since: Date;
  pages: readonly Page<UpstreamTicket>[];
}

/**
 * What the last whole reading of the changes since an instant held, and what first pages have brought since, so that one
 * page tells whether there is anything new. Nothing else of a ticket says when it changed.
 *
 * That a first page tells rests on two things: a list that holds as many tickets as are known, and changes that stand
 * before older ones. The second is nowhere promised, so each whole reading checks it, and what one page cannot show (a
 * change that Atera dates late) is found by the whole reading that ends each stretch.
 */
export class Overlap {
  /** Atera's clock when the whole reading began. */
  readonly readAt: Date;
  /** From when on it asked for changes. The same question brings the same tickets, and what is new before them. */
  readonly since: Date;
  /** Whether it took several pages: one page is read as a whole each time, and its start moves on. */
  readonly isLong: boolean;
  readonly #known: Map<number, string>;
  readonly #newestFirst: boolean;

  /** @param before what was known when the reading began */
  constructor({ readAt, since, pages }: WholeReading, before: Overlap | undefined) {
    this.readAt = readAt;
    this.since = since;
    this.isLong = pages.length > 1;
    const items = [...pages].sort((a, b) => a.page - b.page).flatMap((page) => page.items);
    this.#newestFirst = before === undefined || before.#agreesWith(items);
    this.#known = new Map(items.map((ticket) => [ticket.externalId, fingerprint(ticket)]));
  }

  /** Whether a first page shows that no page behind it holds anything new. */
  isAllOf(first: Page<UpstreamTicket>): boolean {
    const last = first.items.at(-1);
    const ids = new Set([...this.#known.keys(), ...first.items.map(({ externalId }) => externalId)]);
    return (
      this.#newestFirst &&
      first.broken.length === 0 &&
      last !== undefined &&
      !this.#isNews(last) &&
      ids.size === first.totalItems
    );
  }

  /** Remembers what a page brought; to be called once it is stored. */
  add({ items }: Page<UpstreamTicket>): void {
    items.forEach((ticket) => this.#known.set(ticket.externalId, fingerprint(ticket)));
  }

  #isNews(ticket: UpstreamTicket): boolean {
    return this.#known.get(ticket.externalId) !== fingerprint(ticket);
  }

  /** Whether all news of a list stands before what is known; a list without news proves nothing. */
  #agreesWith(items: readonly UpstreamTicket[]): boolean {
    const lastNews = items.findLastIndex((ticket) => this.#isNews(ticket));
    return lastNews === -1 ? this.#newestFirst : items.slice(0, lastNews).every((ticket) => this.#isNews(ticket));
  }
}

function fingerprint(ticket: UpstreamTicket): string {
  return createHash('sha256').update(JSON.stringify(ticket)).digest('base64');
}
