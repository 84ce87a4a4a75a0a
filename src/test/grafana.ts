import type { OrgRole } from '@grafana/data';
import { type BackendSrv, type BackendSrvRequest, config, setBackendSrv } from '@grafana/runtime';
import { from, type Observable } from 'rxjs';

/** Logs somebody in with a role in their organisation. */
export function logInAs(orgRole: OrgRole): void {
  config.bootData = { user: { orgRole } } as typeof config.bootData;
}

/** What Grafana's HTTP client throws when an answer says that it failed. */
export function fetchError(status: number, data: unknown) {
  return { status, statusText: 'Failed', data, config: { url: '' } };
}

/** A request as a fake backend sees it. */
export interface FakeRequest {
  method: string;
  url: string;
  body: unknown;
  headers: Record<string, string>;
  /** Query parameters. */
  params: Record<string, string>;
}

/** What a fake backend answers; it throws a `fetchError` to refuse. */
export interface FakeAnswer {
  data: unknown;
  etag?: string;
}

/**
 * Puts a fake in the place of Grafana's HTTP client.
 *
 * @returns the requests so far
 */
export function serve(answer: (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>): FakeRequest[] {
  const seen: FakeRequest[] = [];
  const handle = async (request: FakeRequest) => {
    seen.push(request);
    return answer(request);
  };
  const plain = (method: string, url: string, body?: unknown, params: Record<string, string> = {}) =>
    handle({ method, url, body, params, headers: {} }).then(({ data }) => data);
  setBackendSrv({
    get: (url: string, params?: Record<string, string>) => plain('GET', url, undefined, params),
    post: (url: string, body: unknown) => plain('POST', url, body),
    fetch: ({ method = 'GET', url, data, headers = {} }: BackendSrvRequest): Observable<unknown> =>
      from(
        handle({ method, url, body: data, headers, params: {} }).then(({ data: answered, etag }) => ({
          data: answered,
          // jsdom has no `Headers`.
          headers: new Map(etag ? [['ETag', etag]] : []),
        }))
      ),
  } as unknown as BackendSrv);
  return seen;
}
