import type { RouteOptions } from 'fastify';

import { ERROR_CODES, type ErrorCode } from '../../domain/errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Errors of this route in particular, for the OpenAPI document; those that any route may answer go without saying. */
    problems?: readonly ErrorCode[];
  }
}

/** Statuses with which Fastify refuses a body before any code of ours: too large, of an unknown type. */
const BODY_STATUSES = [413, 415];

/** Parameters that are too long. */
const PARAMETER_STATUS = 414;

interface DocumentedResponse {
  description: string;
  content: { 'application/problem+json': { schema: { allOf: [{ $ref: 'Problem' }, CodesOfStatus] } } };
}

/** Narrows a problem's code to those that stand for its status. */
interface CodesOfStatus {
  type: 'object';
  properties: { code: { enum: string[] } };
}

/**
 * The error answers of a route by status, each with the codes that it stands for.
 *
 * @param route - its rights, method and path tell what Fastify and our plugins may answer; its own errors are in `config.problems`
 */
export function documentedProblems(route: RouteOptions): Record<number, DocumentedResponse> {
  const codes = new Map<number, string[]>();
  const add = (status: number, code: string) => codes.set(status, [...(codes.get(status) ?? []), code]);
  for (const code of new Set([...commonCodes(route), ...(route.config?.problems ?? [])])) {
    add(ERROR_CODES[code].status, code);
  }
  if (hasBody(route)) {
    BODY_STATUSES.forEach((status) => add(status, status === 413 ? 'payload_too_large' : 'invalid_request'));
  }
  if (route.url.includes(':')) {
    add(PARAMETER_STATUS, 'invalid_request');
  }
  return Object.fromEntries(
    [...codes]
      .sort(([status], [other]) => status - other)
      .map(([status, names]) => [status, documentedProblem([...new Set(names)].sort())])
  );
}

function documentedProblem(codes: string[]): DocumentedResponse {
  const codesOfStatus: CodesOfStatus = { type: 'object', properties: { code: { enum: codes } } };
  return {
    description: `Problem: ${codes.join(', ')}`,
    content: { 'application/problem+json': { schema: { allOf: [{ $ref: 'Problem' }, codesOfStatus] } } },
  };
}

/** What the plugins in front of every handler may answer, and what any handler may fail with. */
function commonCodes({ config }: RouteOptions): ErrorCode[] {
  const any: ErrorCode[] = ['invalid_request', 'internal'];
  const limited: ErrorCode[] = config?.rateLimit === false ? [] : ['rate_limited'];
  const withToken: ErrorCode[] = ['token_missing', 'token_unknown', 'scope_missing', 'overloaded', 'store_unavailable'];
  return config?.public === true ? [...any, ...limited] : [...any, 'rate_limited', ...withToken];
}

function hasBody({ method }: RouteOptions): boolean {
  return [method].flat().some((name) => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(name));
}
