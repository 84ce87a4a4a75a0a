/** Long enough for any name; an attacker's text shall not fill the store. */
export const MAX_RECORDED_TEXT = 200;

/** Pattern of a text that the store can keep and a terminal can show: no control characters, no halves of surrogate pairs. */
export const PLAIN = '^[^\\p{Cc}\\p{Cs}]*$';

/**
 * A text of a caller's as the store can keep it: PostgreSQL has no NUL and no half of a surrogate pair, and what a terminal
 * would take for a command is gone.
 */
export function recordable(text: string): string {
  return text
    .slice(0, MAX_RECORDED_TEXT)
    .replaceAll(/\p{Cc}/gu, ' ')
    .toWellFormed();
}
