import type { StaticDecode, TSchema } from 'typebox';
import type { TLocalizedValidationError } from 'typebox/error';
import { Settings } from 'typebox/system';
import { Pointer, Value } from 'typebox/value';

import { nearest } from '../domain/text/nearest.ts';
import type { LocalizedText } from '../domain/tickets/labels.ts';
import { WrongValue } from '../domain/wrong-value.ts';
import { unexpected, type WordedSchema } from './sentences.ts';
import { flawsIn, type Path } from './types.ts';

// Everything that is wrong is named at once; TypeBox stops at eight problems by default.
Settings.Set({ maxErrors: Number.POSITIVE_INFINITY });

/** What a schema refuses in a value. */
export interface Finding {
  path: Path;
  text: LocalizedText;
  /** Whether the value or its key is wrong. */
  at: 'value' | 'key';
}

/**
 * Everything that a schema refuses. A place has one sentence, but for the keys that it misses.
 *
 * @param given what sentences quote, in the form of the value: absent, the value itself
 */
export function findingsOf(schema: TSchema, value: unknown, given: unknown = value): Finding[] {
  // Sums of others that stand beside them with their places.
  const errors = Value.Errors(schema, value).filter(
    ({ keyword }) => keyword !== 'additionalProperties' && keyword !== 'propertyNames'
  );
  const places = Map.groupBy(meant(schema, errors), (error) => `${error.instancePath} ${isOfKey(error)}`);
  return [...places.values()].flatMap(([first]) => describe(first as SchemaError, schema, given));
}

/**
 * What a value means by its schema.
 *
 * @throws {WrongValue} with the first sentence about what is wrong
 */
export function decode<T extends TSchema>(schema: T, value: unknown): StaticDecode<T> {
  const [wrong] = findingsOf(schema, value);
  if (wrong !== undefined) {
    throw new WrongValue(wrong.text);
  }
  return Value.Decode(schema, value);
}

type SchemaError = TLocalizedValidationError;

const wordedSchema = (schema: TSchema, pointer: string): WordedSchema =>
  Pointer.Get(schema, pointer.slice(1)) as WordedSchema;

/** The errors of a union are those of the alternative that was meant. */
function meant(schema: TSchema, errors: SchemaError[]): SchemaError[] {
  // The innermost comes first.
  const union = errors.find(({ keyword }) => keyword === 'anyOf');
  if (union === undefined) {
    return errors;
  }
  const prefix = `${union.schemaPath}/anyOf/`;
  const isWithin = ({ schemaPath, instancePath }: SchemaError): boolean =>
    schemaPath.startsWith(prefix) && `${instancePath}/`.startsWith(`${union.instancePath}/`);
  const alternatives = Map.groupBy(errors.filter(isWithin), ({ schemaPath }) =>
    Number.parseInt(schemaPath.slice(prefix.length))
  );
  const chosen = alternativeOf(schema, union, [...alternatives.values()]);
  return meant(
    schema,
    errors.flatMap((error) => (error === union ? chosen : isWithin(error) ? [] : [error]))
  );
}

/** An error of these means another form, rather than something wrong with a value of this one. */
const OF_FORM = ['type', 'const', 'enum'];

function alternativeOf(schema: TSchema, union: SchemaError, alternatives: SchemaError[][]): SchemaError[] {
  const without = (isRefusal: (error: SchemaError) => boolean): SchemaError[] | undefined =>
    alternatives.find(
      (errors) => !errors.some((error) => error.instancePath === union.instancePath && isRefusal(error))
    );
  const ofItsParts = without(() => true);
  if (ofItsParts === undefined && wordedSchema(schema, union.schemaPath).expected !== undefined) {
    return [{ ...union, keyword: 'type', params: { type: [] } }];
  }
  return ofItsParts ?? without(({ keyword }) => OF_FORM.includes(keyword)) ?? alternatives[0] ?? [];
}

const isOfKey = ({ schemaPath }: SchemaError): boolean => schemaPath.endsWith('/propertyNames');

function describe(error: SchemaError, root: TSchema, given: unknown): Finding[] {
  const { path, value } = placeOf(error.instancePath, given);
  const key = path.at(-1);
  if (error.keyword === 'required') {
    const { missingKey = keyMissing } = wordedSchema(root, error.schemaPath);
    return error.params.requiredProperties.map((name): Finding => ({ path, text: missingKey(name), at: 'value' }));
  }
  if (error.keyword === 'boolean') {
    const owner = ownerOf(error, 'additionalProperties', root);
    const { unknownKey = (name) => keyUnknown(name, owner) } = owner;
    return [{ path, text: unknownKey(String(key)), at: 'key' }];
  }
  const flaws = error.keyword === '~refine' ? flawsIn(error.params.message) : [];
  if (flaws.length > 0) {
    return flaws.map(({ path: part = [], at, ...text }): Finding => {
      return { path: [...path, ...part], text, at: at ?? 'value' };
    });
  }
  const schema = wordedSchema(root, error.schemaPath);
  if (isOfKey(error)) {
    return [{ path, text: unexpected(schema, key), at: 'key' }];
  }
  return value === null && typeof key === 'string'
    ? [{ path, text: withoutValue(key, ownerOf(error, 'properties', root)), at: 'key' }]
    : [{ path, text: unexpected(schema, value), at: 'value' }];
}

/** The mapping in whose schema a keyword led to an error. */
const ownerOf = ({ schemaPath }: SchemaError, keyword: string, root: TSchema): WordedSchema =>
  wordedSchema(root, schemaPath.slice(0, schemaPath.lastIndexOf(`/${keyword}`)));

const keyMissing = (key: string): LocalizedText => ({
  fr: `la clé « ${key} » manque`,
  en: `the key "${key}" is missing`,
});

function keyUnknown(key: string, { properties = {} }: WordedSchema): LocalizedText {
  const known = Object.keys(properties);
  return {
    fr: `n’est pas une clé connue. Vouliez-vous dire « ${nearest(key, known)} » ? Connues ici : ${known.join(', ')}`,
    en: `is not a known key. Did you mean "${nearest(key, known)}"? Known here: ${known.join(', ')}`,
  };
}

function withoutValue(key: string, { properties = {}, required = [] }: WordedSchema): LocalizedText {
  return Object.hasOwn(properties, key) && !required.includes(key)
    ? {
        fr: 'n’a pas de valeur : donnez-en une, ou retirez la clé pour garder celle par défaut',
        en: 'has no value: give one, or remove the key to have the default',
      }
    : { fr: 'n’a pas de valeur', en: 'has no value' };
}

/** What a JSON pointer (RFC 6901) leads to; positions of lists are numbers in the path. */
function placeOf(pointer: string, given: unknown): { path: Path; value: unknown } {
  const path: (string | number)[] = [];
  let value = given;
  for (const step of Pointer.Indices(pointer)) {
    path.push(Array.isArray(value) ? Number(step) : step);
    value = (value as Record<string, unknown>)[step];
  }
  return { path, value };
}
