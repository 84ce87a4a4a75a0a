/** What a cell of `sites` holds as it is selected: numbers and texts, whatever the column's type is. */
export type Cell = string | number | null;

/** Words for "no" and "yes" that a table may have in `ignore`, in lower case. */
const WORD_PAIRS: readonly (readonly [no: string, yes: string])[] = [
  ['0', '1'],
  ['n', 'y'],
  ['n', 'o'],
  ['no', 'yes'],
  ['non', 'oui'],
  ['f', 't'],
  ['false', 'true'],
  ['faux', 'vrai'],
  ['off', 'on'],
];
const NO = new Set(['', ...WORD_PAIRS.map(([no]) => no)]);
const YES = new Set(WORD_PAIRS.map(([, yes]) => yes));

/**
 * Whether a site counts: `ignore` is 0, NULL, or a word for it such as `N` and `non`. Anything else means that it does not.
 */
export function isOperational(ignore: Cell): boolean {
  const number = Number(ignore ?? 0);
  return Number.isNaN(number) ? NO.has(wordOf(ignore)) : number === 0;
}

/** True for a word of which nobody can know whether it means that a site counts; a number is never one. */
export function isUnknownWord(ignore: Cell): boolean {
  const word = wordOf(ignore);
  return Number.isNaN(Number(word)) && !NO.has(word) && !YES.has(word);
}

/**
 * True for an ENUM such as ('actif','arrêté') or ('oui','peut-être'), which would take every site out of service: it has
 * words that mean nothing here and none for "no". One word alone is a flag, set or NULL.
 */
export function saysNoState(members: readonly string[]): boolean {
  return members.length > 1 && members.some(isUnknownWord) && !members.some(isOperational);
}

/**
 * The text that a table with words in `ignore` has for a state.
 * @param known texts that the column can or does hold
 * @returns undefined when they do not tell it
 */
export function wordFor(operational: boolean, known: readonly string[]): string | undefined {
  const meant = known.find((word) => word.trim() !== '' && isOperational(word) === operational);
  if (meant !== undefined || known.every((word) => word.trim() === '')) {
    return meant ?? (operational ? '0' : '1');
  }
  // Only the other word is in use: its counterpart, when there is one alone.
  const counterparts = new Set(
    known.flatMap((word) =>
      WORD_PAIRS.flatMap(([no, yes]) =>
        wordOf(word) === (operational ? yes : no) ? [inCaseOf(word, operational ? no : yes)] : []
      )
    )
  );
  return counterparts.size === 1 ? [...counterparts][0] : undefined;
}

const TIME = /^(?:\d{4}-\d{2}-\d{2}[ T])?(\d{1,2})(?::|h)(\d{2})?(?::\d{2}(?:\.\d+)?)?$/i;

/** The time of day in a cell, `HH:MM`: `2000-01-01 09:00:00`, `09:00:00`, `9:00`, `9h30`. Null for none and for anything else. */
export function timeOfDay(cell: Cell): string | null {
  const [, hours, minutes = '00'] = TIME.exec(String(cell ?? '').trim()) ?? [];
  if (hours === undefined || Number(hours) > 24 || Number(minutes) > 59) {
    return null;
  }
  // 24:00 is the midnight at which the day ends.
  return `${String(Number(hours) % 24).padStart(2, '0')}:${minutes}`;
}

/** Numbers below it are seconds since 1970, as a Unix time is; others are milliseconds. */
const SECONDS_BELOW = 100_000_000_000;

/** The instant in a cell: a text in UTC or a Unix time. MySQL's zero date, which no `Date` holds, reads as none. */
export function utcDate(cell: Cell): Date | null {
  if (cell === null) {
    return null;
  }
  const date = typeof cell === 'number' ? new Date(cell * (cell < SECONDS_BELOW ? 1_000 : 1)) : new Date(asIso(cell));
  return Number.isNaN(date.getTime()) ? null : date;
}

function asIso(text: string): string {
  const moment = text.trim().replace(' ', 'T');
  return /(?:Z|[+-]\d{2}:?\d{2})$/i.test(moment) || !moment.includes('T') ? moment : `${moment}Z`;
}

function wordOf(cell: Cell): string {
  // A BINARY(1) may hold the bytes 0 and 1.
  return String(cell ?? '')
    .replaceAll('\u0000', '0')
    .replaceAll('\u0001', '1')
    .trim()
    .toLowerCase();
}

function inCaseOf(example: string, word: string): string {
  return example === example.toUpperCase() ? word.toUpperCase() : word;
}
