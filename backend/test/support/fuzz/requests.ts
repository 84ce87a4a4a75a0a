import fc from 'fast-check';

import type { DatasetDescription } from '../../../src/datasets/engine/catalogue.ts';
import { fromSchema, type JsonSchema, type SchemaValues } from './from-schema.ts';
import { HOSTILE_NUMBERS, HOSTILE_TEXTS, hostileValue } from './hostile.ts';
import type { OpenApi, Operation } from './open-api.ts';

/** Who sends a request. */
export const CALLERS = ['admin', 'tenant', 'none', 'wrong'] as const;
export type Caller = (typeof CALLERS)[number];

export interface FuzzRequest {
  operation: Operation;
  caller: Caller;
  /** Path and query string, encoded. */
  target: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/** Requests of the form that a document describes, with hostile values here and there. */
export function requestsOf(document: OpenApi, values: SchemaValues, datasets: readonly DatasetDescription[]) {
  const ofOperation = (operation: Operation): fc.Arbitrary<FuzzRequest> =>
    fc.record({
      operation: fc.constant(operation),
      caller: fc.constantFrom(...CALLERS, 'admin' as const, 'tenant' as const),
      target: targetOf(operation, values),
      headers: headersOf(values),
      body: bodyOf(operation, values, datasets),
    });
  // Queries are most of what callers send, and the route with the most code behind it.
  const weightOf = ({ path }: Operation) => (path === '/v1/query' ? 12 : 1);
  return fc.oneof(
    ...document.operations.map((operation) => ({ weight: weightOf(operation), arbitrary: ofOperation(operation) }))
  );
}

function targetOf({ path, parameters }: Operation, values: SchemaValues): fc.Arbitrary<string> {
  const of = (where: string) => parameters.filter((parameter) => parameter.in === where);
  const inPath = fc.record(
    Object.fromEntries(of('path').map(({ name, schema }) => [name, fromSchema(schema, values, name)]))
  );
  const inQuery = fc.record(
    Object.fromEntries(of('query').map(({ name, schema }) => [name, fromSchema(schema, values, name)])),
    { requiredKeys: [] }
  );
  return fc.tuple(inPath, inQuery, fc.integer({ min: 0, max: 40 })).map(([segments, query, oddity]) => {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => segment(encoded(segments[name])));
    const pairs = Object.entries(query).flatMap(([name, value]) =>
      [value].flat().map((single) => `${name}=${encoded(single)}`)
    );
    // One address in forty cannot be decoded.
    const search = [...pairs, ...(oddity === 0 ? ['bad=%zz'] : [])].join('&').slice(0, 6_000);
    return search === '' ? filled : `${filled}?${search}`;
  });
}

/** A header's value holds no control characters: what can be sent of a hostile text is percent-encoded. */
function headersOf(values: SchemaValues): fc.Arbitrary<Record<string, string>> {
  const text = fc.constantFrom(...HOSTILE_TEXTS).map((value) => encoded(value).slice(0, 1_000));
  const mostly = (usual: fc.Arbitrary<string>) =>
    fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: text });
  return fc.record(
    {
      'x-vigie-user': mostly(fc.constant('tester')),
      'x-vigie-role': mostly(fc.constantFrom('Admin', 'Admin', 'Editor', 'Viewer')),
      'x-vigie-org': mostly(fc.constant('1')),
      'if-match': mostly(fc.constantFrom('*', '"0"', ...values.known('etag').map(String))),
    },
    { requiredKeys: ['x-vigie-user', 'x-vigie-role'] }
  );
}

function bodyOf(operation: Operation, values: SchemaValues, datasets: readonly DatasetDescription[]) {
  const { body } = operation;
  if (body === undefined) {
    return fc.constant(undefined);
  }
  const value = operation.path === '/v1/query' ? queriesOf(values, datasets) : fromSchema(body, values);
  return fc.oneof(
    { weight: 30, arbitrary: value.map((sent) => JSON.stringify(sent) ?? 'null') },
    { weight: 1, arbitrary: hostileValue.map((sent) => JSON.stringify(sent) ?? 'null') },
    { weight: 1, arbitrary: fc.constantFrom('', '{', '{"a":1e999}', '\u0000', '[[['.repeat(5_000), '{"__proto__":{}}') }
  );
}

/** Queries of the datasets that there are, since the document says of their parameters only where to find them. */
function queriesOf(values: SchemaValues, datasets: readonly DatasetDescription[]): fc.Arbitrary<unknown> {
  const instant = (year: number) =>
    fc.oneof(
      { weight: 15, arbitrary: fc.integer({ min: Date.UTC(year, 0), max: Date.UTC(year, 11) }) },
      { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_NUMBERS) }
    );
  const query = fc.constantFrom(...datasets).chain((dataset) =>
    fc.record(
      {
        refId: fc.string({ minLength: 1, maxLength: 3 }),
        dataset: fc.oneof({ weight: 30, arbitrary: fc.constant(dataset.name) }, fc.constantFrom(...HOSTILE_TEXTS)),
        params: paramsOf(dataset, values),
        from: instant(2023),
        to: instant(2024),
        intervalMs: fc.constantFrom(0, 1, 60_000, 1e300),
        maxDataPoints: fc.constantFrom(0, 1, 1_000, 1e300),
        timezone: fc.constantFrom('Europe/Paris', 'Pacific/Auckland', '', 'Nowhere/City', '../etc', '\0'),
      },
      { requiredKeys: ['refId', 'dataset'] }
    )
  );
  return fc.array(query, { minLength: 1, maxLength: 3 }).map((queries) => ({ queries }));
}

function paramsOf({ parameters }: DatasetDescription, values: SchemaValues): fc.Arbitrary<unknown> {
  const members = parameters.map((parameter) => {
    const { name, type, choices, minimum, maximum, multiple } = parameter;
    const single: JsonSchema = choices
      ? { enum: choices.map(({ value }) => value) }
      : { type: type.startsWith('date') ? 'string' : type, format: type, minimum, maximum };
    return [name, fromSchema(multiple ? { type: 'array', items: single } : single, values, name)] as const;
  });
  return fc.record(Object.fromEntries(members), {
    requiredKeys: parameters.filter(({ required }) => required).map(({ name }) => name),
  });
}

/** Any value as a part of an address; a half of a surrogate pair as bytes that are no UTF-8. */
function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80';
}

/** What stands between two slashes: an empty one, `.` and `..` are taken away by every client (RFC 3986 §5.2.4), and with them the route. */
function segment(text: string): string {
  return ['', '.', '..'].includes(text) ? '%20' : text;
}
