import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

import type { JsonSchema } from './from-schema.ts';

/** One method of one path. */
export interface Operation {
  method: string;
  /** As in the document, `/v1/sites/{id}`. */
  path: string;
  parameters: { name: string; in: string; schema: JsonSchema }[];
  /** Schema of the JSON body, where there is one. */
  body: JsonSchema | undefined;
  /** By status. */
  responses: Record<string, DocumentedResponse>;
}

interface DocumentedResponse {
  content?: Record<string, { schema?: JsonSchema }>;
  headers?: Record<string, object>;
}

export interface OpenApi {
  operations: readonly Operation[];
  resolve(ref: string): JsonSchema;
  /** What is undocumented about an answer; nothing when it is as the document says. */
  complaints(operation: Operation, answer: FuzzAnswer): string[];
}

export interface FuzzAnswer {
  status: number;
  headers: Headers;
  text: string;
}

interface RawDocument {
  paths: Record<string, Record<string, RawOperation>>;
  components: { schemas: Record<string, JsonSchema> };
}

interface RawOperation {
  parameters?: Operation['parameters'];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Operation['responses'];
}

/** Headers of HTTP itself, and those for browsers and caches: no document lists them. */
const COMMON_HEADERS = new Set([
  ...[
    'cache-control',
    'connection',
    'content-length',
    'content-type',
    'date',
    'keep-alive',
    'vary',
    'origin-agent-cluster',
  ],
  ...['content-security-policy', 'cross-origin-opener-policy', 'cross-origin-resource-policy', 'referrer-policy'],
  ...['strict-transport-security', 'x-content-type-options', 'x-dns-prefetch-control', 'x-download-options'],
  ...['x-frame-options', 'x-permitted-cross-domain-policies', 'x-xss-protection', 'transfer-encoding'],
]);

const DOCUMENT_ID = 'openapi';

/** Reads an OpenAPI 3.1 document as `GET /openapi.json` gives it. */
export function readOpenApi(document: object): OpenApi {
  const { paths, components } = document as RawDocument;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => ({
      method: method.toUpperCase(),
      path,
      parameters: raw.parameters ?? [],
      body: raw.requestBody?.content['application/json']?.schema,
      responses: raw.responses,
    }))
  );
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: DOCUMENT_ID, components });
  const validators = new Map<JsonSchema, ValidateFunction>();
  const validatorOf = (schema: JsonSchema): ValidateFunction => {
    let validator = validators.get(schema);
    if (validator === undefined) {
      const rooted = JSON.parse(JSON.stringify(schema).replaceAll('"#/', `"${DOCUMENT_ID}#/`)) as JsonSchema;
      validator = ajv.compile(rooted);
      validators.set(schema, validator);
    }
    return validator;
  };

  return {
    operations,
    resolve(ref) {
      const schema = components.schemas[ref.split('/').at(-1) ?? ''];
      if (schema === undefined) {
        throw new Error(`The document has no ${ref}`);
      }
      return schema;
    },
    complaints({ responses }, { status, headers, text }) {
      const documented = responses[status];
      if (documented === undefined) {
        return [`status ${status} is not documented`];
      }
      const undocumented = [...headers.keys()].filter(
        (name) => !COMMON_HEADERS.has(name) && !(name in (documented.headers ?? {}))
      );
      if (undocumented.length > 0) {
        return [`${status} has the undocumented headers ${undocumented.join(', ')}`];
      }
      const type = headers.get('content-type')?.split(';', 1)[0] ?? '';
      const content = documented.content ?? {};
      if (Object.keys(content).length === 0) {
        return text === '' ? [] : [`${status} has a body, but none is documented`];
      }
      const { schema } = content[type] ?? {};
      if (!(type in content)) {
        return [`${status} is ${type}, documented are ${Object.keys(content).join(', ')}`];
      }
      if (schema === undefined || !type.endsWith('json')) {
        return [];
      }
      const validate = validatorOf(schema);
      return validate(JSON.parse(text)) ? [] : [`${status} is not of its schema: ${ajv.errorsText(validate.errors)}`];
    },
  };
}
