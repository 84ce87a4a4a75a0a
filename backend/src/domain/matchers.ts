import { fold } from './text.ts';

/** Says whether a raw text of a ticket is the one that is meant. An absent value counts as an empty text. */
export type Matcher = (raw: string | null) => boolean;

/**
 * Compiles a value of a rule: `/…/flags` is a regular expression on the raw text, anything else a folded equality.
 *
 * @throws {SyntaxError} when the regular expression is none
 */
export function compileMatcher(value: string): Matcher {
  const literal = regexLiteral(value);
  if (literal) {
    const expression = new RegExp(literal.source, literal.flags);
    return (raw) => expression.test(raw ?? '');
  }
  const key = fold(value);
  return (raw) => fold(raw ?? '') === key;
}

/** The parts of `/source/flags`; undefined for a text that is not written like a regular expression. */
export function regexLiteral(value: string): { source: string; flags: string } | undefined {
  const match = /^\/(.+)\/([a-z]*)$/s.exec(value);
  return match ? { source: match[1] ?? '', flags: match[2] ?? '' } : undefined;
}
