import type { Static, TObject, TProperties, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/** Reads objects of one upstream type so that one odd field costs that field, not the object. */
export interface TolerantObject<T> {
  /** The fields that an object cannot do without. */
  readonly required: readonly string[];
  /**
   * Keeps the known fields that have the type the schema gives them, and leaves out the others.
   * @returns `undefined` when the value is no object, or when a field the schema requires is missing or wrong
   */
  read(value: unknown): T | undefined;
}

/** Fields the schema marks as optional are tolerated when missing, null (as the schema says) or of a wrong type. */
export function tolerantObject<P extends TProperties>(schema: TObject<P>): TolerantObject<Static<TObject<P>>> {
  const required = new Set<string>(schema.required as readonly string[] | undefined);
  const fields = Object.entries<TSchema>(schema.properties).map(([name, type]) => ({
    name,
    required: required.has(name),
    validator: Compile(type),
  }));
  return {
    required: [...required],
    read(value) {
      if (typeof value !== 'object' || value === null) {
        return undefined;
      }
      const known: Record<string, unknown> = {};
      for (const field of fields) {
        const given = (value as Record<string, unknown>)[field.name];
        if (given !== undefined && field.validator.Check(given)) {
          known[field.name] = given;
        } else if (field.required) {
          return undefined;
        }
      }
      return known as Static<TObject<P>>;
    },
  };
}
