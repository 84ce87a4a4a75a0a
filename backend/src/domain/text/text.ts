import { decodeHTMLStrict } from 'entities';

/**
 * Decodes the HTML entities of a text once (`Ba&amp;sh` → `Ba&sh`).
 * Only entities closed by a semicolon count, so that an address such as `?a=1&copy=2` stays what it is.
 */
export function decodeEntities(text: string): string {
  return decodeHTMLStrict(text);
}

/**
 * The form in which texts are compared: HTML entities decoded, Unicode NFKD without marks, lower case,
 * outer and repeated spaces gone. `"  Hôtel  de la TR&Eacute;MOILLE "` → `"hotel de la tremoille"`.
 * What NFKD leaves alone stays (`œ` does not become `oe`).
 */
export function fold(text: string): string {
  return decodeEntities(text)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
}

/** An upstream text as a screen shows it: entities decoded, outer spaces gone; null when nothing is left. */
export function displayText(text: string | null): string | null {
  const shown = text === null ? '' : decodeEntities(text).trim();
  return shown === '' ? null : shown;
}
