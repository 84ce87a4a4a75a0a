/** How near a due date is. */
export type DueLevel = 'breached' | 'soon' | 'today' | 'ok';

/** What is due: the first response to a ticket, or its resolution. */
export type DueKind = 'first_response' | 'resolution';

const HOUR_MS = 3_600_000;

/**
 * The level of a due date: `breached` once it has passed, `soon` up to an hour before, `today` up to four hours before. At the
 * very instant that it is due, nothing is breached; the limits of the others are part of them.
 *
 * @param remainingMs - until the due date; negative: since
 */
export function dueLevel(remainingMs: number): DueLevel {
  if (remainingMs < 0) {
    return 'breached';
  }
  return remainingMs <= HOUR_MS ? 'soon' : remainingMs <= 4 * HOUR_MS ? 'today' : 'ok';
}
