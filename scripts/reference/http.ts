import { openapiDocument } from '../../backend/src/http/documentation/document.ts';
import { type OpenApi, type Operation, operationsOf, type Schema } from './openapi.ts';
import { codes, head, type ReferencePage, table } from './page.ts';

/** Every route of the main listener, from the OpenAPI document. */
export const httpPage: ReferencePage = {
  file: 'http.md',
  async render() {
    const operations = operationsOf((await openapiDocument()) as OpenApi);
    const tags = [...new Set(operations.map(({ tag }) => tag))].sort();
    return [
      ...head('HTTP', "the schemas of the backend's routes"),
      'A request carries `Authorization: Bearer …` unless its route says otherwise; the token decides what is seen',
      '([security.md](../security.md)). The whole document, with the schemas of all answers, is `GET /openapi.json`. The management',
      'listener, on 127.0.0.1 alone, answers `/metrics`, `/openapi.json`, `/health/live` and `/health/ready` without a token. Errors:',
      '[errors.md](errors.md).',
      '',
      ...table(
        ['Route', 'What it does'],
        operations.toSorted(byName).map(({ name, summary = '' }) => [`\`${name}\``, summary])
      ),
      ...tags.flatMap((tag) => [
        `## ${tag}`,
        '',
        ...operations
          .filter((one) => one.tag === tag)
          .sort(byName)
          .flatMap(section),
      ]),
    ].join('\n');
  },
};

function section(operation: Operation): string[] {
  const { name, summary, description = '', parameters = [], requestBody, statuses, problems } = operation;
  const body = requestBody?.content['application/json']?.schema;
  return [
    `### ${name}`,
    '',
    `${summary}. ${description}`.trim(),
    '',
    ...table(
      ['Parameter', 'In', 'Type', 'Meaning'],
      parameters
        .filter((one) => one.in !== 'header')
        .map((one) => [
          `\`${one.name}\`${one.required ? ' (required)' : ''}`,
          one.in,
          typeOf(one.schema),
          one.description ?? one.schema.description ?? '',
        ])
    ),
    ...table(
      ['Field of the body', 'Type', 'Meaning'],
      Object.entries(body?.properties ?? {}).map(([field, schema]) => [
        `\`${field}\`${body?.required?.includes(field) ? ' (required)' : ''}`,
        typeOf(schema),
        schema.description ?? '',
      ])
    ),
    `Answers ${codes(statuses)}. Errors: ${codes(problems)}.`,
    '',
  ];
}

function byName({ name }: Operation, { name: other }: Operation): number {
  const [method = '', path = ''] = name.split(' ');
  const [otherMethod = '', otherPath = ''] = other.split(' ');
  return path === otherPath ? compare(method, otherMethod) : compare(path, otherPath);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** A schema in a few words, e.g. `array of string` or one of its values. */
function typeOf({ $ref, type, enum: values, anyOf, items }: Schema): string {
  if ($ref !== undefined) {
    return `\`${$ref.replace(/^.*\//, '')}\``;
  }
  if (values !== undefined) {
    return codes(values.map(String));
  }
  if (anyOf !== undefined) {
    return anyOf.map(typeOf).join(' or ');
  }
  return items === undefined ? (type ?? 'any') : `array of ${typeOf(items)}`;
}
