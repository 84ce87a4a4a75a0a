import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';

import Fastify from 'fastify';

import { loadCatalogue } from '../../src/datasets/engine/catalogue.ts';
import type { QueryRequest, QueryResult } from '../../src/datasets/engine/run.ts';
import { testGrafanaIsolation } from '../../src/doctor/isolation/channels/grafana-test.ts';
import { readWorld } from '../../src/doctor/isolation/world.ts';
import type { GrafanaOrg } from '../../src/store/settings/grafana-orgs.ts';
import { useCounters, USUAL_DATABASE } from '../support/counters/counters.ts';
import { useCountersApp } from '../support/counters/counters-app.ts';
import { hostileWorld } from '../support/models/isolation-world.ts';
import { send } from '../support/server/server.ts';

const NAMES = ['BASH', 'bash', 'APRIL'];
const RANGE = { from: Date.parse('2024-07-18T00:00:00Z'), to: Date.parse('2024-07-22T21:00:00Z') };
const ADMIN = { user: 'admin', password: 'password-of-the-server-admin' };
const UNKNOWN = { title: 'Not Found', status: 404, code: 'resource_unknown', detail: 'There is no such resource.' };

const orgOf = (key: string, orgId: number | null): GrafanaOrg => ({
  ...{ id: randomUUID(), kind: 'tenant' as const, key, orgId, orgName: key, tokenId: null },
});

interface FakeOptions {
  backend: string;
  /** Token in the data source of each organisation. */
  tokens: Map<number, string>;
  /** Where the raw proxy leads. */
  proxy?: 'nowhere' | 'backend';
}

/** The way from a browser to Vigie: Grafana and the data source's Go part, with the answers they give. */
async function withGrafana(t: TestContext, { backend, tokens, proxy = 'nowhere' }: FakeOptions): Promise<string> {
  const app = Fastify();
  const tokenOf = (headers: Record<string, unknown>): string | undefined =>
    tokens.get(Number(headers['x-grafana-org-id']));
  app.get('/api/datasources/uid/vigie', async ({ headers }, reply) =>
    tokenOf(headers) === undefined ? reply.code(404).send({ message: 'Data source not found' }) : { uid: 'vigie' }
  );
  app.post<{ Body: { queries: (QueryRequest & { datasource: unknown })[]; from: string; to: string } }>(
    '/api/ds/query',
    async ({ body, headers }, reply) => {
      const queries = body.queries.map(({ datasource: _datasource, ...query }) => ({
        ...query,
        from: Number(body.from),
        to: Number(body.to),
      }));
      const request = { method: 'POST', token: tokenOf(headers), body: { queries } };
      const { body: answer } = await send<{ results: Record<string, QueryResult> }>(`${backend}/v1/query`, request);
      const failed = Object.values(answer.results).some(({ error }) => error !== undefined);
      return reply.code(failed ? 207 : 200).send(answer);
    }
  );
  app.all<{ Params: { '*': string }; Body: unknown }>(
    '/api/datasources/uid/vigie/resources/*',
    async ({ params, headers, method, url, body }, reply) => {
      if (!/^(sites|status|datasets|doctor|audit|sync)(\/[A-Za-z0-9._~-]+)?$/.test(params['*'])) {
        return reply.code(404).send(UNKNOWN);
      }
      const query = url.includes('?') ? url.slice(url.indexOf('?')) : '';
      const { status, text } = await send(`${backend}/v1/${params['*']}${query}`, {
        method,
        token: tokenOf(headers),
        body: body ?? undefined,
        headers: {
          'x-vigie-user': 'admin',
          'x-vigie-role': 'Admin',
          'x-vigie-org': String(headers['x-grafana-org-id']),
        },
      });
      return reply.code(status).type('application/json').send(text);
    }
  );
  app.get('/api/datasources/proxy/uid/vigie*', async ({ headers }, reply) =>
    proxy === 'nowhere'
      ? reply.code(400).send({ message: 'Data source has no URL' })
      : reply.type('application/json').send((await send(`${backend}/v1/sites`, { token: tokenOf(headers) })).text)
  );
  await app.listen({ port: 0, host: '127.0.0.1' });
  t.after(() => app.close());
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

describe('isolation of the organisations of a Grafana server', () => {
  const test = useCounters(USUAL_DATABASE, hostileWorld(NAMES));
  const counters = useCountersApp(() => test.database);

  async function run(t: TestContext, bound: (string | undefined)[], proxy?: FakeOptions['proxy']): Promise<string[]> {
    const everything = await counters.token(['counters:read']);
    const askAll = async (queries: readonly QueryRequest[]): Promise<Record<string, QueryResult>> => {
      if (queries.length === 0) {
        return {};
      }
      const sent = { method: 'POST', token: everything, body: { queries } };
      return (await send<{ results: Record<string, QueryResult> }>(`${counters.app.url}/v1/query`, sent)).body.results;
    };
    const tokens = new Map<number, string>();
    for (const [index, enterprise] of bound.entries()) {
      if (enterprise !== undefined) {
        tokens.set(index + 2, await counters.token(['counters:read'], { enterprises: [enterprise] }));
      }
    }
    const url = await withGrafana(t, { backend: counters.app.url, tokens, ...(proxy && { proxy }) });
    const checks = await testGrafanaIsolation({
      ...{ askAll, range: RANGE, tries: 1, signal: new AbortController().signal },
      world: await readWorld(askAll, (await loadCatalogue()).describe().datasets),
      grafana: { url, ...ADMIN },
      orgs: [...NAMES.map((name, index) => orgOf(name, index + 2)), orgOf('gone', 9), orgOf('planned', null)],
    });
    return checks.map(({ state, text }) => `${state} ${text.en}`);
  }

  it('is proved when each data source holds the token of its enterprise', async (t) => {
    const [told, ...others] = await run(t, NAMES);
    assert.deepEqual(others, []);
    assert.match(
      told ?? '',
      /^ok 3 enterprises \(0 with every attack\), \d\d datasets, \d+ queries, \d+ other requests: /
    );
  });

  it('is not when two organisations have the tokens of each other', async (t) => {
    const told = await run(t, ['APRIL', 'bash', 'BASH']);
    assert.ok(told.some((line) => line.startsWith('failed "BASH" asks counters.')));
    assert.match(told.at(-1) ?? '', / answers that should not have come, at 2 enterprises\.$/);
  });

  it('is not when the raw proxy leads to Vigie', async (t) => {
    const told = await run(t, NAMES, 'backend');
    assert.match(
      told[0] ?? '',
      /^failed "BASH" asks GET \/api\/datasources\/proxy\/uid\/vigie: the answer has status 200/
    );
  });

  it('names organisations without a data source, and says when there is none to try', async (t) => {
    const some = await run(t, ['BASH', undefined, 'APRIL']);
    assert.match(some[0] ?? '', /^warning Organisation 3 of "bash" shows no data source "vigie" \(status 404\)\.$/);
    assert.match(some[1] ?? '', /^ok 2 enterprises/);
    const none = await run(t, []);
    assert.equal(none.length, 3);
    assert.ok(none.every((line) => line.startsWith('warning ')));
  });
});
