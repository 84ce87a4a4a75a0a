/** Ten years: far above any pause, far below where numbers lose precision. */
const LONGEST_MS = 10 * 365 * 24 * 60 * 60_000;

/**
 * Reads a `Retry-After` header: seconds or an HTTP date (RFC 9110 §10.2.3).
 * @param answeredAt instant in epoch milliseconds against which a date is compared: the `Date` of the same answer, so that
 *   a difference between the upstream's clock and ours changes nothing; our own time only where the answer has none
 * @returns milliseconds to wait (never negative, at most ten years), or `undefined` when there is no header that can be
 *   understood
 */
export function parseRetryAfter(header: string | string[] | undefined, answeredAt: number): number | undefined {
  const text = (Array.isArray(header) ? header[0] : header)?.trim();
  if (text === undefined || text === '') {
    return undefined;
  }
  if (/^\d+$/.test(text)) {
    return Math.min(Number(text) * 1000, LONGEST_MS);
  }
  // HTTP dates start with the name of a day; anything else that Date.parse would guess at is not one.
  const instant = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(instant) ? undefined : Math.min(Math.max(0, instant - answeredAt), LONGEST_MS);
}
