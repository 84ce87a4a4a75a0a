import { VigieError } from '../domain/errors.ts';
import { fold } from '../domain/text/text.ts';
import type { LocalizedText } from '../domain/tickets/labels.ts';

const MAX_LENGTH = 60;

/**
 * A screen's name as it is kept: outer and repeated spaces gone.
 * @throws {VigieError} `invalid_request` for one that nobody could tell or type
 */
export function screenName(given: string): string {
  const name = given.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
  // Format characters (zero-width ones, changes of direction) would make two names look the same.
  if (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name) || fold(name) === '') {
    throw invalid({
      fr: 'Un écran a besoin d’un nom fait de lettres, de chiffres et de signes visibles, p. ex. « Plateau Toulon ».',
      en: 'A screen needs a name of letters, digits and signs that can be seen, e.g. "Plateau Toulon".',
    });
  }
  if ([...name].length > MAX_LENGTH) {
    throw invalid({
      fr: `Le nom d’un écran a au plus ${MAX_LENGTH} caractères.`,
      en: `The name of a screen has at most ${MAX_LENGTH} characters.`,
    });
  }
  return name;
}

/**
 * A login for the account of a screen: its end is random, so that it is nobody's, and a screen made again under its old name
 * has another account than the one whose link was given away.
 */
export function screenLogin(name: string, random: string): string {
  const words = fold(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 30)
    .replace(/-+$/, '');
  return ['ecran', words, random].filter((part) => part !== '').join('-');
}

/** Address of the account of a screen: by it one is known as its own. No mail goes there (RFC 2606). */
export function screenEmail(id: string): string {
  return `${id}@screens.vigie.invalid`;
}

function invalid(text: LocalizedText): VigieError {
  return new VigieError('invalid_request', text);
}
