import { type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';

import type { MakeError, UpstreamError } from './errors.ts';
import { proxyFor } from './proxy.ts';
import { parseRetryAfter } from './retry-after.ts';
import { HTTP_TEXTS, PROXY_TEXTS, redirects, refuses, serverFails, tooLarge, unreachable } from './texts.ts';

export interface JsonHttpOptions {
  /** The upstream's name in sentences. */
  service: string;
  /** Base address; a path in it is kept in front of every request's path. */
  url: string;
  /** Sent with every request; never logged. */
  headers: Record<string, string>;
  makeError: MakeError;
  maxConnections: number;
  maxBodyBytes: number;
  /** Makes the error of a status other than 200 where the upstream's own form says more than the status alone. */
  explainRefusal?: (refusal: Refusal) => UpstreamError | undefined;
  /** Told after each request, for metrics. `status` is 0 when no answer came. */
  onRequest?: (request: { operation: string; status: number; durationMs: number }) => void;
}

/** An answer with a status other than 200. */
export interface Refusal {
  status: number;
  /** The parsed body, undefined when it is no JSON. It may hold what must never be shown or logged. */
  body: unknown;
  operation: string;
}

export interface JsonRequest {
  /** What the request is for, in metrics: few distinct values, no ids. */
  operation: string;
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Beside those sent with every request; never logged either. */
  headers?: Record<string, string>;
  signal: AbortSignal;
}

export interface JsonPost extends JsonRequest {
  /** Sent as JSON, whole and with its length: some servers ignore a body that comes in chunks. */
  body: unknown;
}

export interface JsonAnswer {
  body: unknown;
  /** The upstream's own clock (`Date` header). */
  serverDate: Date | null;
}

export interface JsonHttp {
  /** Asks once, without retry. Throws the integration's error, by status and shape of the answer. */
  get(request: JsonRequest): Promise<JsonAnswer>;
  /** Like {@link JsonHttp.get}, for upstreams whose reading calls are POST requests. */
  post(request: JsonPost): Promise<JsonAnswer>;
  close(): Promise<void>;
}

/** JSON over HTTP with kept-alive connections; everything that is no good JSON answer becomes an error with a sentence. */
export function createJsonHttp(options: JsonHttpOptions): JsonHttp {
  const { service, makeError, explainRefusal } = options;
  const base = new URL(options.url);
  const prefix = base.pathname.replace(/\/+$/, '');
  const limits = {
    connections: options.maxConnections,
    keepAliveTimeout: 30_000,
    maxResponseSize: options.maxBodyBytes,
  };
  // Straight to the upstream, or through the proxy of HTTP_PROXY, HTTPS_PROXY and NO_PROXY. The limits are given to each
  // pool: the one that asks a proxy for http:// addresses would have none otherwise.
  const agent = new EnvHttpProxyAgent({
    ...limits,
    factory: (origin, settings: object) => new Pool(origin, { ...settings, ...limits }),
  });

  async function exchange(request: JsonRequest | JsonPost, answered: (status: number) => void): Promise<JsonAnswer> {
    const isPost = 'body' in request;
    const { statusCode, headers, body } = await agent.request({
      origin: base.origin,
      method: isPost ? 'POST' : 'GET',
      path: prefix + request.path,
      query: withoutUndefined(request.query),
      headers: {
        accept: 'application/json',
        ...(isPost ? { 'content-type': 'application/json' } : {}),
        ...options.headers,
        ...request.headers,
      },
      body: isPost ? JSON.stringify(request.body) : null,
      signal: request.signal,
    });
    answered(statusCode);
    const serverDate = parseDate(headers['date']);
    if (statusCode !== 200) {
      const retryAfterMs = parseRetryAfter(headers['retry-after'], serverDate?.getTime() ?? Date.now());
      const asksToWait = statusCode === 429 || (statusCode === 503 && retryAfterMs !== undefined);
      // Whatever stands in the body, an answer that asks to wait is about the number of requests.
      const described = await explained(request, statusCode, body);
      throw (asksToWait ? undefined : described) ?? refusal(service, makeError, statusCode, retryAfterMs);
    }
    return { body: parseJson(service, makeError, await body.text()), serverDate };
  }

  async function explained(
    { operation }: JsonRequest,
    status: number,
    body: Dispatcher.ResponseData['body']
  ): Promise<UpstreamError | undefined> {
    if (explainRefusal === undefined) {
      await body.dump();
      return undefined;
    }
    return explainRefusal({ status, body: tryParse(await body.text()), operation });
  }

  async function ask(request: JsonRequest | JsonPost): Promise<JsonAnswer> {
    const startedAt = performance.now();
    let status = 0;
    try {
      return await exchange(request, (code) => {
        status = code;
      });
    } catch (error) {
      throw asUpstreamError(error, options, request.signal);
    } finally {
      options.onRequest?.({ operation: request.operation, status, durationMs: performance.now() - startedAt });
    }
  }

  return { get: ask, post: ask, close: () => agent.destroy() };
}

function refusal(
  service: string,
  makeError: MakeError,
  status: number,
  retryAfterMs: number | undefined
): UpstreamError {
  switch (status) {
    case 401:
      return makeError('unauthorized', HTTP_TEXTS.unauthorized(service));
    case 403:
      return makeError('forbidden', HTTP_TEXTS.forbidden(service));
    case 404:
      return makeError('not_found', HTTP_TEXTS.notFound(service));
    case 429:
      return makeError('rate_limited', HTTP_TEXTS.rateLimited(service), { retryAfterMs });
  }
  if (status >= 500) {
    return makeError('unavailable', serverFails(service, status), { retryAfterMs });
  }
  if (status >= 300 && status < 400) {
    return makeError('invalid_answer', redirects(service, status), { transient: false });
  }
  return makeError('invalid_answer', refuses(service, status), { transient: status === 408 });
}

function parseJson(service: string, makeError: MakeError, text: string): unknown {
  if (text.trim() === '') {
    throw makeError('invalid_answer', HTTP_TEXTS.empty(service));
  }
  try {
    return JSON.parse(text);
  } catch {
    const found = text.trimStart().startsWith('<') ? HTTP_TEXTS.webPage : HTTP_TEXTS.malformed;
    throw makeError('invalid_answer', found(service));
  }
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Library errors become sentences that name their code only: their other properties may hold the request. */
function asUpstreamError(error: unknown, options: JsonHttpOptions, signal: AbortSignal): unknown {
  const { service, makeError } = options;
  if (signal.aborted) {
    return makeError('aborted', HTTP_TEXTS.givenUp(service));
  }
  const problem = proxyProblem(error, options);
  if (problem !== undefined) {
    return problem;
  }
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') {
    return error;
  }
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return makeError('invalid_answer', tooLarge(service, options.maxBodyBytes));
  }
  return code.endsWith('_TIMEOUT')
    ? makeError('timeout', HTTP_TEXTS.tooSlow(service))
    : makeError('unavailable', unreachable(service, code));
}

/** What the proxy did rather than the upstream: only undici's messages tell. */
function proxyProblem(error: unknown, { service, url, makeError }: JsonHttpOptions): UpstreamError | undefined {
  const proxy = proxyFor(new URL(url).protocol);
  if (proxy === undefined || !(error instanceof Error)) {
    return undefined;
  }
  const [, refused] = /^Proxy (?:response|Authentication Required) \((\d+)\)/.exec(error.message) ?? [];
  if (refused === '407') {
    return makeError('unavailable', PROXY_TEXTS.wantsLogin(service, proxy));
  }
  if (refused !== undefined) {
    return makeError('unavailable', PROXY_TEXTS.refuses(service, proxy, refused, new URL(url).host));
  }
  const { address, port } = error as { address?: string; port?: number };
  const ownPort = new URL(proxy.address).port || (proxy.address.startsWith('https:') ? '443' : '80');
  return address !== undefined && String(port) === ownPort && error.message.includes('ECONNREFUSED')
    ? makeError('unavailable', PROXY_TEXTS.unreachable(service, proxy))
    : undefined;
}

function parseDate(header: string | string[] | undefined): Date | null {
  const instant = typeof header === 'string' ? Date.parse(header) : Number.NaN;
  return Number.isNaN(instant) ? null : new Date(instant);
}

function withoutUndefined(query: JsonRequest['query']): Record<string, string | number | boolean> {
  const defined: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) {
      defined[name] = value;
    }
  }
  return defined;
}
