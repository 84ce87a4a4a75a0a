import { bulkhead } from 'cockatiel';
import { EnvHttpProxyAgent, fetch, type Response } from 'undici';

import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { proxyFor } from '../../upstreams/http/proxy.ts';

/** Where a Grafana server answers, and who asks: a server admin, since organisations are made and named by those only. */
export interface GrafanaSettings {
  /** Without trailing slash. */
  url: string;
  user: string;
  password: string;
}

export interface GrafanaRequest {
  /** Organisation the request is about; without one, that of the user. */
  orgId?: number;
  /** Sent as JSON. */
  body?: unknown;
}

/** Grafana's HTTP API. Paths begin with `/api` or `/apis`. */
export interface GrafanaClient {
  readonly url: string;
  /** @returns undefined where Grafana says 404 */
  find<T>(path: string, request?: GrafanaRequest): Promise<T | undefined>;
  /** @throws {GrafanaError} for every answer but a good one */
  get<T>(path: string, request?: GrafanaRequest): Promise<T>;
  /** @returns Grafana's answer. @throws {GrafanaError} for every answer but a good one */
  send<T = unknown>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, request?: GrafanaRequest): Promise<T>;
}

/** What went wrong between Vigie and Grafana, in a sentence; never holds the password. */
export class GrafanaError extends Error {
  override readonly name: string = 'GrafanaError';
  /** Of Grafana's answer; undefined when there was none. */
  readonly status: number | undefined;

  readonly text: LocalizedText;

  constructor(text: LocalizedText, { status, cause }: { status?: number; cause?: unknown } = {}) {
    super(text.en, { cause });
    this.text = text;
    this.status = status;
  }
}

/** Grafana gives no answer at all: it does not run, or is somewhere else. */
export class GrafanaUnreachableError extends GrafanaError {
  override readonly name = 'GrafanaUnreachableError';

  constructor(url: string, cause: unknown) {
    super(unreachableText(url, cause), { cause });
  }
}

/** Longest wait for an answer of Grafana. */
export const TIMEOUT_MS = 30_000;

export function createGrafanaClient({ url, user, password }: GrafanaSettings): GrafanaClient {
  // A Grafana on SQLite refuses what is written side by side ("database is locked"); reading costs the time, not writing.
  const writes = bulkhead(1, Infinity);
  const dispatcher = new EnvHttpProxyAgent();
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

  async function exchange(method: string, path: string, { orgId, body }: GrafanaRequest = {}): Promise<Response> {
    try {
      return await fetch(url + path, {
        method,
        dispatcher,
        headers: {
          authorization,
          accept: 'application/json',
          ...(orgId === undefined ? {} : { 'x-grafana-org-id': String(orgId) }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        // A redirect would carry the password to wherever it leads.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      throw new GrafanaUnreachableError(url, error);
    }
  }

  async function find<T>(path: string, request?: GrafanaRequest): Promise<T | undefined> {
    const response = await exchange('GET', path, request);
    if (response.status === 404) {
      return undefined;
    }
    return (await checked(response, 'GET', path)) as T;
  }

  return {
    url,
    find,
    async get<T>(path: string, request?: GrafanaRequest): Promise<T> {
      return (await checked(await exchange('GET', path, request), 'GET', path)) as T;
    },
    async send<T>(method: string, path: string, request?: GrafanaRequest): Promise<T> {
      const write = async (): Promise<unknown> => checked(await exchange(method, path, request), method, path);
      return (await writes.execute(write)) as T;
    },
  };

  async function checked(response: Response, method: string, path: string): Promise<unknown> {
    const text = await response.text();
    if (response.status === 204) {
      return undefined;
    }
    if (response.ok) {
      try {
        // Some endpoints answer 202 or 204 without a word.
        return text === '' && method !== 'GET' ? undefined : JSON.parse(text);
      } catch {
        throw notGrafana(url);
      }
    }
    throw new GrafanaError(refusal(response.status, `${method} ${path}`, messageOf(text)), {
      status: response.status,
    });
  }
}

function refusal(status: number, request: string, message: string): LocalizedText {
  switch (status) {
    case 401:
      return {
        fr: 'Grafana refuse la connexion (401) : GRAFANA_ADMIN_USER et GRAFANA_ADMIN_PASSWORD doivent être ceux d’un administrateur du serveur.',
        en: 'Grafana refuses the log-in (401): GRAFANA_ADMIN_USER and GRAFANA_ADMIN_PASSWORD must be those of a server admin.',
      };
    case 403:
      return {
        fr: `Grafana interdit ${request} (403) : l’utilisateur de GRAFANA_ADMIN_USER doit être administrateur du serveur, et de cette organisation.`,
        en: `Grafana forbids ${request} (403): the user of GRAFANA_ADMIN_USER must be a server admin, and an admin of that organisation.`,
      };
  }
  if (status >= 300 && status < 400) {
    return {
      fr: `Grafana redirige ${request} (${status}) : donnez GRAFANA_URL comme Grafana se connaît lui-même, avec https:// et le chemin.`,
      en: `Grafana redirects ${request} (${status}): give GRAFANA_URL as Grafana itself knows it, with https:// and sub-path.`,
    };
  }
  return {
    fr: `Grafana refuse ${request} (${status})${message === '' ? '.' : ` : ${message}`}`,
    en: `Grafana refuses ${request} (${status})${message === '' ? '.' : `: ${message}`}`,
  };
}

/** Grafana's own words about a refused request, shortened. */
function messageOf(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === 'string' ? message.slice(0, 300) : '';
  } catch {
    return '';
  }
}

/** Something else answers there. */
export function notGrafana(url: string): GrafanaError {
  return new GrafanaError({
    fr: `${url} répond, mais pas comme le fait Grafana : GRAFANA_URL est-elle juste ?`,
    en: `${url} answers, but not as Grafana does: is GRAFANA_URL right?`,
  });
}

function unreachableText(url: string, error: unknown): LocalizedText {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  const seconds = TIMEOUT_MS / 1000;
  const reason =
    name === 'TimeoutError'
      ? { fr: `pas de réponse en ${seconds} s`, en: `no answer in ${seconds} s` }
      : { fr: cause?.code ?? 'pas de connexion', en: cause?.code ?? 'no connection' };
  const proxy = proxyFor(new URL(url).protocol);
  const way =
    proxy === undefined
      ? { fr: '', en: '' }
      : {
          fr: ` Vérifiez aussi le mandataire que nomme ${proxy.variable}, ou ajoutez l’hôte à NO_PROXY.`,
          en: ` Check the proxy that ${proxy.variable} names as well, or add the host to NO_PROXY.`,
        };
  return {
    fr: `Grafana est injoignable sur ${url} (${reason.fr}) : tourne-t-il, et GRAFANA_URL est-elle juste ?${way.fr}`,
    en: `Grafana cannot be reached at ${url} (${reason.en}): does it run, and is GRAFANA_URL right?${way.en}`,
  };
}
