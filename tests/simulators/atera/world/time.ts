/** Milliseconds of an Atera date-time: UTC whether it ends in `Z` or not. Undefined when absent or unreadable. */
export function instantOf(text: string | null | undefined): number | undefined {
  if (text === null || text === undefined || text === '') {
    return undefined;
  }
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) || !text.includes('T');
  const instant = Date.parse(hasZone ? text : `${text}Z`);
  return Number.isNaN(instant) ? undefined : instant;
}

/** A date-time as Atera mostly writes it: whole seconds, `Z`. */
export function ateraDate(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
