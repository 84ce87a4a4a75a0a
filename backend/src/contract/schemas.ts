import type { FastifyInstance } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';

/** A schema with a name of its own in the OpenAPI document, under which the generated types have it. */
type NamedSchema = TSchema & { $id?: string };

/** A text in both languages of the screens. */
export const LocalizedText = Type.Object({ fr: Type.String(), en: Type.String() }, { $id: 'LocalizedText' });

export const OptionalText = Type.Union([Type.String(), Type.Null()]);
export const Instant = Type.String({ format: 'date-time' });
export const OptionalInstant = Type.Union([Instant, Type.Null()]);

/** Stands for a named schema; the app that answers with it must have it (`addSchemas`). */
export function ref<S extends NamedSchema>(schema: S) {
  if (schema.$id === undefined) {
    throw new Error('Only a schema with an $id can be referred to');
  }
  return Type.Unsafe<Static<S>>({ $ref: schema.$id });
}

/** Makes named schemas known to an app and to its OpenAPI document; one that it has already is left as it is. */
export function addSchemas(app: FastifyInstance, ...schemas: NamedSchema[]): void {
  for (const schema of schemas) {
    if (schema.$id !== undefined && app.getSchema(schema.$id) === undefined) {
      app.addSchema(schema);
    }
  }
}
