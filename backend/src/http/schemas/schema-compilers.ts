import buildValidators from '@fastify/ajv-compiler';
import buildSerializers, { type SerializerCompiler } from '@fastify/fast-json-stringify-compiler';
import type { FastifySchemaCompiler, FastifyServerOptions } from 'fastify';

type Factories = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>;

/**
 * Fastify's own compilers of schemas, which compile each when a request first needs it. All at once, they take every start, and
 * every application of the tests, a third of a second of processor time.
 */
export function compilersOnFirstUse(): Factories {
  const validators = buildValidators();
  const serializers = buildSerializers();
  return {
    // Of what Ajv's functions hold, as the type has it, Fastify reads what is wrong alone.
    buildValidator: ((...given: Parameters<typeof validators>) =>
      validatorsOnFirstUse(validators(...given) as FastifySchemaCompiler<unknown>)) as Factories['buildValidator'],
    buildSerializer: (...given) => serializersOnFirstUse(serializers(...given)),
  };
}

function validatorsOnFirstUse(compile: FastifySchemaCompiler<unknown>): FastifySchemaCompiler<unknown> {
  return (route) => {
    let compiled: ReturnType<typeof compile> | undefined;
    const validate: ReturnType<typeof compile> = (value) => {
      compiled ??= compile(route);
      const result = compiled(value);
      validate.errors = compiled.errors;
      return result;
    };
    return validate;
  };
}

function serializersOnFirstUse(compile: SerializerCompiler): SerializerCompiler {
  return (route) => {
    let compiled: ReturnType<typeof compile> | undefined;
    return (value) => (compiled ??= compile(route))(value);
  };
}
