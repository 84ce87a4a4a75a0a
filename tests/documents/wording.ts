/** English that a reader stumbles over: dated, vague, or about one sex only; with what to write. */
export const ODD_WORDING: readonly { odd: RegExp; instead: string }[] = [
  { odd: /\b(?:am|is|are|was|were|be|been|being) told\b(?! apart)/i, instead: 'is reported, gets, is called with' },
  { odd: /\btold (?:of|so)\b/i, instead: 'reported, called for' },
  { odd: /\bunless told\b/i, instead: 'default: X, by default' },
  { odd: /\banew\b/i, instead: 'again, or a verb: recomputes, re-encrypts, reinstalls' },
  { odd: /\bafresh\b/i, instead: 'again' },
  { odd: /\bwho(?:m|so)?ever\b/i, instead: 'those who, anyone who, a caller that; no matter who' },
  { odd: /\bfor ever\b/i, instead: 'forever, without end' },
  { odd: /\baloud\b/i, instead: 'say what is printed or logged' },
  { odd: /\bgiven up on\b/i, instead: 'times out, stops waiting' },
  { odd: /\bGiven up\b/, instead: 'Aborted' },
  { odd: /\blife times?\b/i, instead: 'lifetime' },
  { odd: /\bnone for all\b/i, instead: 'default: all' },
  { odd: /\b(?:Say which|say --)/, instead: 'set, pass' },
  { odd: /\b(?:lest|forthwith|thereof|whence|thence|wherewith)\b/i, instead: 'a present-day word' },
  { odd: /\b(?:he|him|himself|his|she|her|herself)\b/i, instead: 'they, or the person’s part: the caller, the user' },
];
