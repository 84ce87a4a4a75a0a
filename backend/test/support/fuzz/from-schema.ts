import fc from 'fast-check';

import { hostileValue } from './hostile.ts';

/** The part of JSON Schema (2020-12) that our OpenAPI document uses. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  patternProperties?: Record<string, JsonSchema>;
  additionalProperties?: boolean | JsonSchema;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

/** One value in so many is hostile where the schema asks for another. */
const ONE_HOSTILE_IN = 40;

export interface SchemaValues {
  /** Finds what a `$ref` stands for. */
  resolve(ref: string): JsonSchema;
  /** Values that mean something in the world under test, by name of the property. */
  known(property: string): readonly unknown[];
}

/** Values of a schema's form, with a hostile one here and there, however deep. */
export function fromSchema(schema: JsonSchema, values: SchemaValues, name = ''): fc.Arbitrary<unknown> {
  const known = values.known(name);
  return fc.oneof(
    { weight: ONE_HOSTILE_IN - 1, arbitrary: wellFormed(schema, values, name) },
    { weight: known.length > 0 ? 4 * ONE_HOSTILE_IN : 0, arbitrary: fc.constantFrom(...known, null) },
    { weight: 1, arbitrary: hostileValue }
  );
}

function wellFormed(schema: JsonSchema, values: SchemaValues, name: string): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) {
    return wellFormed(values.resolve(schema.$ref), values, name);
  }
  if ('const' in schema) {
    return fc.constant(schema.const);
  }
  if (schema.enum) {
    return fc.constantFrom(...schema.enum);
  }
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) {
    return fc.oneof(...variants.map((variant) => wellFormed(variant, values, name)));
  }
  return ofType(schema, values, name);
}

function ofType(schema: JsonSchema, values: SchemaValues, name: string): fc.Arbitrary<unknown> {
  const { minimum = -1_000, maximum = 1_000_000 } = schema;
  switch ([schema.type].flat()[0]) {
    case 'object':
      return objectOf(schema, values);
    case 'array':
      return fc.array(fromSchema(schema.items ?? {}, values, name), { minLength: schema.minItems, maxLength: 5 });
    case 'string':
      return textOf(schema);
    case 'integer':
      return fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) });
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case undefined:
    default:
      return hostileValue;
  }
}

function objectOf({ properties = {}, required = [], patternProperties }: JsonSchema, values: SchemaValues) {
  const members = Object.entries(properties).map(([name, inner]) => [name, fromSchema(inner, values, name)] as const);
  const known = fc.record(Object.fromEntries(members), { requiredKeys: required });
  const [others] = Object.values(patternProperties ?? {});
  // Now and then a member that nobody knows, or none that is required.
  return fc.oneof(
    { weight: 20, arbitrary: others === undefined ? known : fc.dictionary(fc.string(), fromSchema(others, values)) },
    { weight: 1, arbitrary: known.map((value) => ({ ...value, unknown: 1 })) },
    { weight: 1, arbitrary: fc.constant({}) }
  );
}

/** Mostly of the time in which there is data. */
const someDate = fc.oneof(
  { weight: 20, arbitrary: fc.date({ min: new Date('2023-06-01'), max: new Date('2025-01-01'), noInvalidDate: true }) },
  { weight: 1, arbitrary: fc.date({ noInvalidDate: true }) }
);

function textOf({ format, pattern, minLength = 0, maxLength = 60 }: JsonSchema): fc.Arbitrary<string> {
  // fast-check makes no texts for look-arounds.
  if (pattern !== undefined && !pattern.includes('(?')) {
    return fc.stringMatching(new RegExp(pattern));
  }
  if (format === 'date') {
    return someDate.map((date) => date.toISOString().slice(0, 10));
  }
  if (format === 'date-time') {
    return someDate.map((date) => date.toISOString());
  }
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)) });
}
