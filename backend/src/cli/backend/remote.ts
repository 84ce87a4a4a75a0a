import type { Readable } from 'node:stream';

import { request } from 'undici';

import { ERROR_CODES, VigieError } from '../../domain/errors.ts';
import type { Problem } from '../../http/problem.ts';
import type { LocalServer } from '../../identity/local-token.ts';
import type { JobsAnswer } from '../../jobs/job-answer.ts';
import type { ReportDeliveryAnswer } from '../../reports/report-answer.ts';
import type { ScreenAnswer } from '../../screens/screen-answer.ts';
import type { GrafanaOrg } from '../../store/settings/grafana-orgs.ts';
import { CommandError } from '../terminal/exit.ts';
import type { Backend } from './backend.ts';
import { osUser } from './os-user.ts';

/** A full reading of a large account is the longest thing a command waits for. */
const ANSWER_TIMEOUT_MS = 30 * 60_000;

/** The running server as a backend of the command line. */
export function remoteBackend({ url, token }: LocalServer): Backend {
  const user = userHeader();

  async function call<T>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    bearer = token
  ): Promise<T> {
    const answer = await send(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        ...user,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      headersTimeout: ANSWER_TIMEOUT_MS,
      bodyTimeout: ANSWER_TIMEOUT_MS,
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 400) {
      throw asVigieError(text, answer.statusCode);
    }
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  return {
    where: { fr: `le serveur de ${url}`, en: `the server at ${url}` },
    status: () => call('GET', '/v1/status'),
    datasets: () => call('GET', '/v1/datasets'),
    async query(queries, bearer) {
      const { results } = await call<{ results: Awaited<ReturnType<Backend['query']>> }>(
        'POST',
        '/v1/query',
        { queries },
        bearer
      );
      return results;
    },
    sync: (options) => call('POST', '/v1/sync', options),
    createToken: (created) => call('POST', '/v1/tokens', created),
    async listTokens() {
      const { tokens } = await call<{ tokens: Awaited<ReturnType<Backend['listTokens']>> }>('GET', '/v1/tokens');
      return tokens;
    },
    revokeToken: (id) => call('DELETE', `/v1/tokens/${encodeURIComponent(id)}`),
    async listConnections() {
      const path = '/v1/connections';
      const { connections } = await call<{ connections: Awaited<ReturnType<Backend['listConnections']>> }>('GET', path);
      return connections;
    },
    addConnection: (connection) => call('POST', '/v1/connections', connection),
    testConnection: (name) => call('POST', `${connectionPath(name)}/test`),
    removeConnection: (name) => call('DELETE', connectionPath(name)),
    createWebhook: (name) => call('POST', `${connectionPath(name)}/webhook`),
    removeWebhook: (name) => call('DELETE', `${connectionPath(name)}/webhook`),
    rotateSecrets: () => call('POST', '/v1/secrets/rotate'),
    async audit({ limit, action }) {
      const query = new URLSearchParams({ limit: String(limit), ...(action === undefined ? {} : { action }) });
      const path = `/v1/audit?${query.toString()}`;
      const { entries } = await call<{ entries: Awaited<ReturnType<Backend['audit']>> }>('GET', path);
      return entries;
    },
    reports: {
      list(filter) {
        const query = new URLSearchParams({ ...filter, limit: String(filter.limit) });
        return call('GET', `/v1/reports?${query.toString()}`);
      },
      preview: (wanted) => call('GET', `/v1/reports/preview?${new URLSearchParams({ ...wanted }).toString()}`),
      async send(wanted) {
        const { deliveries } = await call<{ deliveries: ReportDeliveryAnswer[] }>('POST', '/v1/reports/send', wanted);
        return deliveries;
      },
    },
    jobs: {
      async list() {
        const { jobs } = await call<JobsAnswer>('GET', '/v1/jobs');
        return jobs;
      },
      run: (job) => call('POST', '/v1/jobs/run', { job }),
    },
    screens: {
      async list() {
        const { screens } = await call<{ screens: ScreenAnswer[] }>('GET', '/v1/screens');
        return screens;
      },
      begin: (wanted) => call('POST', '/v1/screens', wanted),
      link: (id) => call('POST', `/v1/screens/${id}/link`, {}),
      rename: (id, to) => call('PATCH', `/v1/screens/${id}`, { name: to }),
      revoke: (id) => call('DELETE', `/v1/screens/${id}`),
      probe: () => call('POST', '/v1/screens/probe', {}),
      keySet: () => call('GET', '/v1/screens/keys'),
      rotateKey: () => call('POST', '/v1/screens/keys/rotate', {}),
    },
    doctor: () => call('GET', '/v1/doctor'),
    async listGrafanaOrgs() {
      const { orgs } = await call<{ orgs: GrafanaOrg[] }>('GET', '/v1/grafana/orgs');
      return orgs;
    },
    saveGrafanaOrg: ({ id, ...org }) => call('PUT', `/v1/grafana/orgs/${id}`, org),
    removeGrafanaOrg: (id) => call('DELETE', `/v1/grafana/orgs/${id}`),
    close: async () => {},
  };
}

/** The store of the running server as a file. */
export async function remoteBackup({ url, token }: LocalServer): Promise<Readable> {
  const answer = await send(`${url}/v1/backup`, {
    method: 'GET',
    headers: { authorization: `Bearer ${token}`, ...userHeader() },
    headersTimeout: ANSWER_TIMEOUT_MS,
    bodyTimeout: ANSWER_TIMEOUT_MS,
  });
  if (answer.statusCode >= 400) {
    throw asVigieError(await answer.body.text(), answer.statusCode);
  }
  return answer.body;
}

/** Who sits at the terminal, for the audit. */
function userHeader(): Record<string, string> {
  const name = osUser();
  return name === null ? {} : { 'x-vigie-user': encodeURIComponent(name) };
}

const connectionPath = (name: string): string => `/v1/connections/${encodeURIComponent(name)}`;

/** A server that goes away in the middle is reported as such: its address would say little. */
async function send(...[url, options]: Parameters<typeof request>): ReturnType<typeof request> {
  try {
    return await request(url, options);
  } catch (error) {
    const { message } = error as Error;
    throw new CommandError(
      {
        fr: `Le serveur ne répond plus (${message}). Réessayez.`,
        en: `The server stopped answering (${message}). Try again.`,
      },
      { cause: error }
    );
  }
}

/** Whether the server that wrote the file still runs: one that crashed leaves the file behind. */
export async function isAlive({ url }: LocalServer): Promise<boolean> {
  try {
    const answer = await request(`${url}/health/live`, { headersTimeout: 5000, bodyTimeout: 5000 });
    await answer.body.dump();
    return answer.statusCode === 200;
  } catch {
    return false;
  }
}

function asVigieError(text: string, status: number): Error {
  try {
    const problem = JSON.parse(text) as Problem;
    if (Object.hasOwn(ERROR_CODES, problem.code)) {
      return new VigieError(problem.code, problem.text);
    }
  } catch {
    // Not a problem document: something else than Vigie answers there.
  }
  return new CommandError({
    fr: `Le serveur a répondu avec le code ${status}, mais pas comme le fait Vigie.`,
    en: `The server answered with status ${status}, but not as Vigie does.`,
  });
}
