/** Longest text that is kept, in UTF-16 units: a title can be as long as its author likes, and every screen would carry it. */
const MAX_LENGTH = 1_000;

/**
 * Text as the store can hold it: PostgreSQL refuses NUL characters and lone surrogates. Longer text than
 * {@link MAX_LENGTH} is cut, with an ellipsis. Blank text is kept (an empty status means something); missing text becomes null.
 */
export function storableText(text: string | null | undefined): string | null {
  if (text === null || text === undefined) {
    return null;
  }
  const kept = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
  return kept.replaceAll('\u0000', '').toWellFormed();
}

const HAS_OFFSET = /(?:z|[+-]\d{2}:?\d{2})$/i;
const LAST_STORABLE_MS = Date.UTC(9999, 11, 31);

/**
 * Reads an upstream's date-time as an instant. Without a zone it is UTC (Atera sends both forms).
 * @returns null for what is missing, no date, or before 1970 (.NET writes "no date" as year 1)
 */
export function utcInstant(text: string | null | undefined): Date | null {
  if (text === null || text === undefined || !/^\d{4}-\d{2}-\d{2}/.test(text)) {
    return null;
  }
  const trimmed = text.trim();
  const withTime = trimmed.length === 10 ? `${trimmed}T00:00:00` : trimmed.replace(' ', 'T');
  const milliseconds = Date.parse(HAS_OFFSET.test(withTime.slice(10)) ? withTime : `${withTime}Z`);
  return milliseconds >= 0 && milliseconds <= LAST_STORABLE_MS ? new Date(milliseconds) : null;
}

/**
 * What {@link utcInstant} leaves out of a date-time: the nanoseconds beyond its millisecond (.NET writes steps of 100 ns).
 * @returns 0 … 999,999
 */
export function utcInstantNs(text: string | null | undefined): number {
  const fraction = utcInstant(text) === null ? undefined : /:\d{2}\.(\d+)/.exec(text ?? '')?.[1];
  return Number((fraction ?? '').slice(3, 9).padEnd(6, '0'));
}

/** An id that refers to something: upstreams write "none" as null, as 0, or leave it out. */
export function reference(id: number | null | undefined): number | null {
  return id !== null && id !== undefined && id > 0 ? id : null;
}
