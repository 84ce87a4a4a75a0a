import type { ClientRule } from '../rules/rules.ts';
import { edits } from '../text/nearest.ts';
import { fold } from '../text/text.ts';

/** Shorter names are too often a part, or a slip, of other words. */
const SHORTEST_PART = 3;
const SHORTEST_SLIP = 6;

/**
 * The big client that an upstream name seems to mean, for a name that matches none: `Pimkie France` for Pimkie, `B.A.S.H`
 * for BASH, `Pimkye`. A hint for a person, never a match.
 */
export function lookalike(clients: readonly ClientRule[], customerName: string): ClientRule | undefined {
  const seen = wordsOf(customerName);
  return clients.find(({ name, aliases }) => [name, ...aliases].some((known) => isAlike(seen, wordsOf(known))));
}

function isAlike(seen: string[], known: string[]): boolean {
  const [seenLetters, knownLetters] = [seen.join(''), known.join('')];
  if (Math.min(seenLetters.length, knownLetters.length) < SHORTEST_PART) {
    return false;
  }
  return (
    seenLetters === knownLetters ||
    holdsWords(seen, known) ||
    (holdsWords(known, seen) && seenLetters.length * 2 > knownLetters.length) ||
    (knownLetters.length >= SHORTEST_SLIP && edits(seenLetters, knownLetters) === 1)
  );
}

function holdsWords(whole: string[], part: string[]): boolean {
  return ` ${whole.join(' ')} `.includes(` ${part.join(' ')} `);
}

function wordsOf(name: string): string[] {
  return fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
