import { nearest } from '../../domain/text/nearest.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { Path, Problems } from './problems.ts';

/**
 * Checks a plain value of the file and turns it into the form of the rules. What is wrong goes to `problems`, so that all
 * of it is reported at once; the answer is then undefined.
 */
export type Parser<T> = (value: unknown, path: Path, problems: Problems) => T | undefined;

export interface Field<T> {
  parse: Parser<T>;
  /** For a key that may be left out. */
  fallback?: { value: T };
}

type Fields = Record<string, Field<unknown>>;
type Parsed<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** A key that must be there. */
export const required = <T>(parse: Parser<T>): Field<T> => ({ parse });

/** A key that may be left out; then the value is the default. */
export const optional = <T>(parse: Parser<T>, value: T): Field<T> => ({ parse, fallback: { value } });

/** A key that may be left out without anything in its place. */
export const perhaps = <T>(parse: Parser<T>): Field<T | undefined> => ({ parse, fallback: { value: undefined } });

/**
 * A mapping with known keys. A wrong key that has a default takes it, so that what depends on the others is checked as
 * well; with a wrong key that has none, the whole is undefined.
 */
export function mapping<F extends Fields>(fields: F): Parser<Parsed<F>> {
  const known = Object.keys(fields);
  return (value, path, problems) => {
    if (!isMapping(value)) {
      reject(problems, path, mappingOf(known), value);
      return undefined;
    }
    for (const key of Object.keys(value).filter((name) => !known.includes(name))) {
      const text = {
        fr: `n’est pas une clé connue. Vouliez-vous dire « ${nearest(key, known)} » ? Connues ici : ${known.join(', ')}`,
        en: `is not a known key. Did you mean "${nearest(key, known)}"? Known here: ${known.join(', ')}`,
      };
      problems.add([...path, key], text, 'key');
    }
    const entries = known.map((key) => [key, parseField(fields[key] as Field<unknown>, value, key, path, problems)]);
    return entries.some(([, field]) => field === undefined)
      ? undefined
      : (Object.fromEntries(entries.map(([key, field]) => [key, (field as { value: unknown }).value])) as Parsed<F>);
  };
}

/** @returns undefined when there is neither a right value nor a default */
function parseField(
  { parse, fallback }: Field<unknown>,
  given: Record<string, unknown>,
  key: string,
  path: Path,
  problems: Problems
): { value: unknown } | undefined {
  if (!Object.hasOwn(given, key)) {
    if (!fallback) {
      problems.add(path, { fr: `la clé « ${key} » manque`, en: `the key "${key}" is missing` });
    }
    return fallback;
  }
  const at = [...path, key];
  if (given[key] === null) {
    problems.add(
      at,
      fallback
        ? {
            fr: 'n’a pas de valeur : donnez-en une, ou retirez la clé pour garder celle par défaut',
            en: 'has no value: give one, or remove the key to have the default',
          }
        : { fr: 'n’a pas de valeur', en: 'has no value' },
      'key'
    );
    return fallback;
  }
  const value = parse(given[key], at, problems);
  return value === undefined ? fallback : { value };
}

/** A list whose items stand where they stand in the file; a wrong one is undefined. */
export type ListCheck<T> = (items: readonly (T | undefined)[], path: Path, problems: Problems) => void;

/** A list; `check` looks at the items together. */
export function list<T>(item: Parser<T>, check?: ListCheck<T>): Parser<T[]> {
  return (value, path, problems) => {
    if (!Array.isArray(value)) {
      reject(problems, path, { fr: 'une liste', en: 'a list' }, value);
      return undefined;
    }
    const items = value.map((each, index) => item(each, [...path, index], problems));
    check?.(items, path, problems);
    return items.filter((each) => each !== undefined);
  };
}

/** One value or a list of them. */
export function oneOrMore<T>(item: Parser<T>): Parser<T[]> {
  const many = list(item);
  return (value, path, problems) => {
    if (Array.isArray(value)) {
      return value.length > 0
        ? many(value, path, problems)
        : reject(
            problems,
            path,
            { fr: 'une valeur, ou une liste de valeurs', en: 'a value, or a list of some' },
            value
          );
    }
    const one = item(value, path, problems);
    return one === undefined ? undefined : [one];
  };
}

/** Looks at a right value once more. `check` reports what is wrong and answers whether anything is. */
export function checked<T>(parse: Parser<T>, check: (value: T, path: Path, problems: Problems) => void): Parser<T> {
  return (value, path, problems) => {
    const parsed = parse(value, path, problems);
    if (parsed !== undefined) {
      check(parsed, path, problems);
    }
    return parsed;
  };
}

/** A value that a function understands; it answers undefined for anything else. */
export function scalar<T>(allowed: LocalizedText, read: (value: unknown) => T | undefined): Parser<T> {
  return (value, path, problems) => read(value) ?? reject(problems, path, allowed, value);
}

/** One of a few words. */
export function word<const T extends string>(...words: readonly T[]): Parser<T> {
  const allowed =
    words.length === 1
      ? { fr: `« ${words[0]} »`, en: `"${words[0]}"` }
      : { fr: `l’un de ${words.join(', ')}`, en: `one of ${words.join(', ')}` };
  return scalar(allowed, (value) => words.find((known) => known === value));
}

const wholeNumber = (minimum: number, maximum: number): LocalizedText => ({
  fr: `un nombre entier de ${minimum} à ${maximum}`,
  en: `a whole number from ${minimum} to ${maximum}`,
});

/** A whole number within bounds. */
export function integer(minimum: number, maximum: number): Parser<number> {
  return scalar(wholeNumber(minimum, maximum), (value) =>
    Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum
      ? (value as number)
      : undefined
  );
}

/** A text that is not blank, kept as it is. YAML reads `001` as a number: quotes make it a text. */
export const text: Parser<string> = (value, path, problems) => {
  if (typeof value === 'string' && value.trim() !== '') {
    return value;
  }
  const unquoted = typeof value === 'number' || typeof value === 'boolean';
  problems.add(path, {
    fr: `doit être un texte, et non ${shownInFrench(value)}${unquoted ? ' ; mettez-le entre guillemets' : ''}`,
    en: `must be a text, not ${shown(value)}${unquoted ? '; put it in quotes' : ''}`,
  });
  return undefined;
};

export const flag: Parser<boolean> = scalar({ fr: 'true ou false', en: 'true or false' }, (value) =>
  typeof value === 'boolean' ? value : undefined
);

/** Items that must differ: `keyOf` gives what is compared, undefined for nothing. */
export function unique<T>(what: LocalizedText, keyOf: (item: T) => string): ListCheck<T> {
  return (items, path, problems) => {
    const first = new Map<string, number>();
    for (const [index, item] of items.entries()) {
      if (item === undefined) {
        continue;
      }
      const earlier = first.get(keyOf(item));
      if (earlier === undefined) {
        first.set(keyOf(item), index);
      } else {
        const line = problems.lineOf([...path, earlier]);
        problems.add([...path, index], {
          fr: `${what.fr} ${shown(keyOf(item))} figure déjà ligne ${line}`,
          en: `${what.en} ${shown(keyOf(item))} stands on line ${line} already`,
        });
      }
    }
  };
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function reject(problems: Problems, path: Path, allowed: LocalizedText, value: unknown): undefined {
  problems.add(path, {
    fr: `doit être ${allowed.fr}, et non ${shownInFrench(value)}`,
    en: `must be ${allowed.en}, not ${shown(value)}`,
  });
}

/** What else than a mapping was expected. */
export function mappingOf(keys: readonly string[]): LocalizedText {
  return {
    fr: `un ensemble de clés parmi ${keys.join(', ')}`,
    en: `a mapping with the keys ${keys.join(', ')}`,
  };
}

/** As `shown`. */
export function shownInFrench(value: unknown): string {
  return value === null || value === undefined ? 'vide' : shown(value);
}

/** A value as the file might write it, cut when it is long. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) {
    return 'empty';
  }
  const json = JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}
