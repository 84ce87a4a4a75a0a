import type { QueryResult } from '../../../datasets/engine/run.ts';
import { GrafanaError, type GrafanaSettings } from '../../../grafana/api/client.ts';
import type { Channel, ProbeAnswer, ProbeRequest } from './channel.ts';
import { exchange } from './exchange.ts';

const DATA_SOURCE = { type: 'agitel-vigie-datasource', uid: 'vigie' };
const RESOURCES = `/api/datasources/uid/${DATA_SOURCE.uid}/resources/`;

/** Sends requests as the server admin in one organisation, as the browser of somebody logged on there would; paths begin with `/api`. */
export function grafanaCaller({ url, user, password }: GrafanaSettings, orgId: number) {
  const { origin, pathname } = new URL(url);
  const base = pathname.replace(/\/$/, '');
  const own = {
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    'x-grafana-org-id': String(orgId),
  };
  return ({ path, headers = {}, ...request }: ProbeRequest): Promise<ProbeAnswer> => {
    // A forged session would be refused by Grafana itself, before Vigie's part.
    const forged = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'cookie'));
    return exchange({ ...request, origin, path: base + path, headers: { ...forged, ...own } });
  };
}

/** The data source `vigie` of an organisation of Grafana. */
export function grafanaChannel(call: ReturnType<typeof grafanaCaller>): Channel {
  return {
    send: ({ path, ...request }) => call({ ...request, path: RESOURCES + path }),
    async ask(queries, headers = {}) {
      const [first] = queries;
      const answer = await call({
        method: 'POST',
        path: '/api/ds/query',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({
          queries: queries.map(({ from: _from, to: _to, ...query }) => ({ ...query, datasource: DATA_SOURCE })),
          from: String(first?.from ?? ''),
          to: String(first?.to ?? ''),
        }),
      });
      // 207 and 400 where some or all of the queries fail.
      const { results, message } = JSON.parse(answer.body) as {
        results?: Record<string, QueryResult>;
        message?: string;
      };
      if (results === undefined) {
        const told = message === undefined ? '' : ` (« ${message} »)`;
        throw new GrafanaError({
          fr: `Grafana répond aux requêtes par le statut ${answer.status}${told}.`,
          en: `Grafana answers queries with status ${answer.status}${message === undefined ? '' : `: ${message}`}.`,
        });
      }
      return { answer, results };
    },
  };
}
