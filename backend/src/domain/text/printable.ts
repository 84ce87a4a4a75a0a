import { stripVTControlCharacters } from 'node:util';

/**
 * A text from outside made safe for a terminal or a spreadsheet: control characters (escape sequences among them) would let the writer
 * of a ticket title redraw the screen, and line breaks would break the layout.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim();
}

/**
 * A value of a CSV file. A text that a spreadsheet would run as a formula gets an apostrophe in front: titles and names come from
 * outside. Numbers are numbers and stay as they are.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell<T>(value: T): T | string {
  if (typeof value !== 'string') {
    return value;
  }
  const text = printable(value);
  return /^[=+\-@]/.test(text) ? `'${text}` : text;
}
