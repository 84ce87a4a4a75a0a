import type { Reading } from '../../store/upstream-rows/bulk-upsert.ts';

/** Longer than a request may be under way. */
const KEPT_MS = 5 * 60_000;

/**
 * Which tickets refreshes have brought, and when. Two requests that were under way at the same time do not tell which answer is
 * the newer one: what began later may have been computed earlier, and a change would be noted, taken back and noted again. A
 * refresh asks for what has changed just now, so that its answer stands; where the other one is newer, the next refresh knows.
 */
export class RecentChanges {
  /** When the latest answer with each ticket had come, in real time; the oldest first. */
  readonly #answeredAt = new Map<number, number>();

  /** Takes what a refresh brought, as soon as it has come. */
  add(items: readonly { externalId: number }[], now = Date.now()): void {
    for (const { externalId } of items) {
      this.#answeredAt.delete(externalId);
      this.#answeredAt.set(externalId, now);
    }
    for (const [externalId, answeredAt] of this.#answeredAt) {
      if (answeredAt > now - KEPT_MS) {
        break;
      }
      this.#answeredAt.delete(externalId);
    }
  }

  /** An answer of another reading, without the tickets that a refresh brought while it was under way. */
  without<T extends { externalId: number }>({ items, readAt }: Reading<T>): Reading<T> {
    const before = readAt.getTime();
    return { readAt, items: items.filter(({ externalId }) => (this.#answeredAt.get(externalId) ?? before) <= before) };
  }
}
