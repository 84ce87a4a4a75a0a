import type { RouteOptions } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Headers that answers of this route carry besides those that any may, by status. */
    answerHeaders?: Record<number, readonly (keyof typeof HEADERS)[]>;
  }
}

interface DocumentedHeader {
  type: 'string';
  description: string;
}

const text = (description: string): DocumentedHeader => ({ type: 'string', description });

/** Response headers that mean something to callers; those for browsers and caches go without saying. */
const HEADERS = {
  'x-request-id': text('Id of the request in the log'),
  'www-authenticate': text('RFC 6750: that a bearer token is needed, or that the one sent is not valid'),
  'retry-after': text('Seconds to wait before the same request may succeed'),
  'x-ratelimit-limit': text('Requests allowed in the time window'),
  'x-ratelimit-remaining': text('Requests left in the time window'),
  'x-ratelimit-reset': text('Seconds until the time window ends'),
  etag: text('Version of the resource, for If-Match'),
  location: text('Path of the new resource'),
};

/** Who a person in Grafana is: the data source's Go part sends them, the audit records them as claimed. */
export const CallerHeaders = {
  'X-Vigie-User': text('Log-in of the Grafana user, percent-encoded UTF-8'),
  'X-Vigie-Role': text('Role of the user: Admin, Editor or Viewer'),
  'X-Vigie-Org': text('Id of the Grafana organisation'),
};

/** The headers that an answer of a route may carry. */
export function documentedHeaders({ config }: RouteOptions, status: number): Record<string, DocumentedHeader> {
  const limited = config?.rateLimit !== false;
  const names = [
    'x-request-id' as const,
    ...(limited ? (['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'] as const) : []),
    ...(status === 401 ? (['www-authenticate'] as const) : []),
    ...(status === 429 || status === 503 ? (['retry-after'] as const) : []),
    ...(config?.answerHeaders?.[status] ?? []),
  ];
  return Object.fromEntries(names.map((name) => [name, HEADERS[name]]));
}
