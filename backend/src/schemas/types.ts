import Type, {
  type Static,
  type StaticDecode,
  type TArray,
  type TProperties,
  type TSchema,
  type TSchemaOptions,
  type TStringOptions,
} from 'typebox';

import type { LocalizedText } from '../domain/tickets/labels.ts';
import { WrongValue } from '../domain/wrong-value.ts';

/** Where a value stands in what was given: keys and list positions from the top. */
export type Path = readonly (string | number)[];

/**
 * What schemas say beside JSON Schema, for sentences about what they refuse. A schema without them has the sentence of its type
 * (`sentences.ts`).
 */
export interface Wording {
  /** Completes "must be …, not …". */
  expected?: LocalizedText;
  /** The sentence about a list without items. */
  empty?: LocalizedText;
  /** The sentence about those values that have one of their own. */
  about?: (value: unknown) => LocalizedText | undefined;
  /** Of a mapping: the whole sentence about a key that it does not know. */
  unknownKey?: (key: string) => LocalizedText;
  /** Of a mapping: the whole sentence about a key that it lacks. */
  missingKey?: (key: string) => LocalizedText;
}

/** What is wrong with a value that has the right form. */
export interface Flaw extends LocalizedText {
  /** The part of the value that is wrong; absent: all of it. */
  path?: Path;
  /** The key itself is wrong. */
  at?: 'key';
}

/** A type whose values are looked at once more, when they have the right form. */
export function examined<T extends TSchema>(type: T, flawsOf: (value: Static<T>) => readonly Flaw[]) {
  // The error of a refinement is one text: `flawsIn` reads it back.
  return Type.Refine(
    type,
    (value: Static<T>) => flawsOf(value).length === 0,
    (value) => JSON.stringify(flawsOf(value))
  );
}

export const flawsIn = (message: string): Flaw[] => JSON.parse(message) as Flaw[];

/** A text that a function understands; it answers undefined for any other. */
export function understood<T>(options: TStringOptions & Wording, read: (text: string) => T | undefined) {
  const type = Type.Refine(
    Type.String(options),
    (text: string) => read(text) !== undefined,
    () => '[]'
  );
  return Type.Decode(type, (text) => read(text) as T);
}

/**
 * A text that a function reads, of which no sentence holds a part: it may be a secret.
 *
 * @param read answers undefined for what is not expected, or throws `WrongValue` with a sentence of its own
 */
export function parsed<T>(expected: LocalizedText, read: (text: string) => T | undefined) {
  const refusal: Flaw = { fr: `doit être ${expected.fr}`, en: `must be ${expected.en}` };
  const flawsOf = (text: string): Flaw[] => {
    try {
      return read(text) === undefined ? [refusal] : [];
    } catch (error) {
      if (error instanceof WrongValue) {
        return [error.text];
      }
      throw error;
    }
  };
  const type = Type.Decode(examined(Type.String(), flawsOf), (text) => read(text) as T);
  return Object.assign(type, { expected });
}

/** A mapping with known keys. */
export const mapping = <P extends TProperties>(properties: P, options: TSchemaOptions & Wording = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options });

/** A text that is not blank, kept as it is. YAML reads `001` as a number: quotes make it a text. */
export const text = Type.String({ pattern: '\\S' });

/** A whole number within bounds. */
export const integer = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum });

/** A list that says what it lacks when it is empty. */
export const nonEmpty = <T extends TSchema>(item: T, empty: LocalizedText): TArray<T> =>
  Type.Array(item, { minItems: 1, empty });

const SEVERAL: LocalizedText = { fr: 'une valeur, ou une liste de valeurs', en: 'a value, or a list of some' };

/** The list of `oneOrMore`, for a look at all its items. */
export const several = <T extends TSchema>(item: T): TArray<T> => Type.Array(item, { minItems: 1, expected: SEVERAL });

/** One value or a list of them; a list either way. */
export function oneOrMore<T extends TSchema>(item: T) {
  return Type.Decode(Type.Union([item, several(item)]), (given) => [given].flat() as StaticDecode<T>[]);
}
