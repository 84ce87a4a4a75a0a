/** The parts of an OpenAPI document that the reference pages tell. */
export interface OpenApi {
  paths: Record<string, Record<string, OperationObject>>;
  components?: { schemas?: Record<string, Schema> };
}

/** A JSON schema, as far as a table of fields shows it. */
export interface Schema {
  $ref?: string;
  type?: string;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  items?: Schema;
  required?: readonly string[];
  properties?: Record<string, Schema>;
  description?: string;
  default?: unknown;
}

interface OperationObject {
  summary?: string;
  description?: string;
  tags?: string[];
  security?: object[];
  parameters?: { in: string; name: string; required?: boolean; description?: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: ProblemSchema }> }>;
}

interface ProblemSchema {
  allOf?: [Schema, { properties?: { code?: { enum: string[] } } }];
}

/** One method of one path. */
export interface Operation extends OperationObject {
  /** e.g. `GET /v1/sites/{id}`. */
  name: string;
  tag: string;
  /** Statuses of success. */
  statuses: string[];
  /** Codes of the errors that it may answer. */
  problems: string[];
}

/** All operations, in the order of the document. */
export function operationsOf({ paths }: OpenApi): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      name: `${method.toUpperCase()} ${path}`,
      tag: operation.tags?.[0] ?? 'other',
      statuses: Object.keys(operation.responses).filter((status) => Number(status) < 400),
      problems: [...new Set(Object.values(operation.responses).flatMap(codesOf))].sort(),
    }))
  );
}

function codesOf(response: Operation['responses'][string]): string[] {
  return response.content?.['application/problem+json']?.schema.allOf?.[1].properties?.code?.enum ?? [];
}
