import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';

import type { Wording } from '../../schemas/types.ts';
import { RULES_SCHEMA } from './rules-schema.ts';

/** The parts of a JSON Schema that are read and written here. */
interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  description?: string;
  default?: unknown;
}

/**
 * The JSON Schema (draft 7) by which editors complete and check a rules file.
 *
 * @param example a rules file that shows each key with its default, and says beside it what it means
 */
export function rulesJsonSchema(example: string): object {
  const schema = JSON.parse(JSON.stringify(RULES_SCHEMA, withMessage)) as Schema;
  describe(schema, parseDocument(example).contents, true);
  return { $schema: 'http://json-schema.org/draft-07/schema#', title: 'The rules file of Vigie', ...schema };
}

/** What the backend says about a wrong value, where editors look for it (`errorMessage` of the YAML language server). */
function withMessage(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('expected' in value || 'empty' in value)) {
    return value;
  }
  const { expected, empty, ...schema } = value as Wording;
  return { ...schema, errorMessage: expected === undefined ? empty?.en : `must be ${expected.en}` };
}

/** Writes the comments of the example into a schema, and its values where they are defaults: items of lists are examples. */
function describe(schema: Schema, example: unknown, isDefault: boolean): void {
  for (const { key, value } of isMap<unknown, Node | null>(example) ? example.items : []) {
    const property = schema.properties?.[String(isScalar(key) ? key.value : key)];
    if (property === undefined || value === null) {
      continue;
    }
    const comment = (value.comment ?? value.commentBefore)?.trim();
    if (comment !== undefined) {
      property.description ??= comment;
    }
    if (isSeq(value)) {
      value.items.forEach((item) => describe(property.items ?? {}, item, false));
    }
    const isList = isSeq(value) && !value.items.every(isScalar);
    if (property.properties !== undefined) {
      describe(property, value, isDefault);
    } else if (isDefault && !isList) {
      property.default = value.toJSON();
    }
  }
}
