import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';

import fc from 'fast-check';

import { generateCounters } from '../../../tests/fixtures/counters/generate.ts';
import { loadCounters } from '../../../tests/fixtures/counters/load.ts';
import { createCountersDatabase, mariadbMissing } from '../../../tests/servers/databases/mariadb.ts';
import { openCounters } from '../../src/counters/connection/open-database.ts';
import type { DatasetsDescription } from '../../src/datasets/engine/catalogue.ts';
import { DEFAULT_RATE_LIMITS, type RateLimits } from '../../src/http/rate-limits.ts';
import { readLocalServer } from '../../src/identity/local-token.ts';
import { mariadbServer } from '../support/counters/mariadb.ts';
import { readOpenApi } from '../support/fuzz/open-api.ts';
import { type Caller, type FuzzRequest, requestsOf } from '../support/fuzz/requests.ts';
import { send, withServer } from '../support/server/server.ts';
import { withAtera } from '../support/upstreams/atera.ts';
import { TEST_KEY } from '../support/upstreams/upstream.ts';

/** Requests sent; 20,000 before a release: `VIGIE_FUZZ_REQUESTS=20000`. */
const REQUESTS = Number(process.env['VIGIE_FUZZ_REQUESTS'] ?? 1_000);
/** What makes a run that failed happen again. */
const SEED = Number(process.env['VIGIE_FUZZ_SEED'] ?? 20_241_127);
const AT_ONCE = 8;

const NOW = '2024-07-23T12:00:00Z';
const WITHOUT_LIMITS = Object.fromEntries(
  Object.keys(DEFAULT_RATE_LIMITS).map((name) => [name, 1_000_000])
) as unknown as RateLimits;

test('answers any request as its OpenAPI document says, and never with an error of its own', async (t) => {
  const world = await startWorld(t);
  const api = readOpenApi((await send<object>(`${world.url}/openapi.json`, { token: world.tokens.admin })).body);
  const { datasets } = (await send<DatasetsDescription>(`${world.url}/v1/datasets`, { token: world.tokens.admin }))
    .body;
  const values = {
    resolve: (ref: string) => api.resolve(ref),
    known: (property: string) => world.known[property] ?? [],
  };
  const requests = fc.sample(requestsOf(api, values, datasets), { seed: SEED, numRuns: REQUESTS });

  const found = new Map<string, string>();
  const statuses = new Map<number, number>();
  const waiting = requests.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const request of waiting) {
        const answer = await ask(world, request);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        const complaints = api.complaints(request.operation, answer);
        const own = answer.status >= 500 ? [`${answer.status}: ${answer.text}`] : [];
        for (const complaint of [...complaints, ...own, ...failedQueries(answer)]) {
          const { method, path } = request.operation;
          const kind = `${method} ${path}: ${complaint.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')}`;
          found.set(
            kind,
            `${request.caller} ${request.target} ${JSON.stringify(request.headers)} ${request.body?.slice(0, 2_000)}`
          );
        }
      }
    })
  );
  t.diagnostic(
    `${REQUESTS} requests, seed ${SEED}: ${[...statuses]
      .sort()
      .map((pair) => pair.join(' × '))
      .join(', ')}`
  );
  assert.deepEqual(Object.fromEntries(found), {});
  // A fuzzer that is refused everything has tested nothing.
  assert.ok((statuses.get(200) ?? 0) > REQUESTS / 10, 'too few requests were answered');
});

interface World {
  url: string;
  tokens: Record<Caller, string | undefined>;
  /** Values that exist, by name of the property that takes them. */
  known: Record<string, readonly unknown[]>;
}

async function startWorld(t: TestContext): Promise<World> {
  const countersUrl = await filledCounters();
  const atera = await withAtera(t);
  const server = await withServer(
    t,
    {
      ...{ COUNTERS_URL: countersUrl, ATERA_URL: atera.url, ATERA_API_KEY: TEST_KEY },
      ...{ VIGIE_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'), VIGIE_NOW: NOW, VIGIE_ALLOW_FIXED_CLOCK: '1' },
    },
    { rateLimits: WITHOUT_LIMITS }
  );
  const { url } = server;
  const admin = (await readLocalServer(server.dataDir))?.token ?? '';
  const post = <T>(path: string, body: object) => send<T>(url + path, { method: 'POST', token: admin, body });
  const { sites } = (
    await send<{ sites: { id: string; enterprise: string; code: string; etag: string }[] }>(`${url}/v1/sites?limit=3`, {
      token: admin,
    })
  ).body;
  const enterprises = [...new Set(sites.map(({ enterprise }) => enterprise))];
  const scopes = ['counters:read', 'tickets:read', 'sites:write'];
  const made = await post<{ token: string }>('/v1/tokens', {
    name: 'tenant',
    scopes,
    enterprises: enterprises.slice(0, 1),
  });
  assert.equal(made.status, 201, made.text);
  return {
    url,
    tokens: { admin, tenant: made.body.token, none: undefined, wrong: 'vig_wrong' },
    known: {
      id: [...sites.map(({ id }) => id), 1, 2],
      etag: sites.map(({ etag }) => etag),
      enterprise: enterprises,
      code: sites.map(({ code }) => code),
      name: ['atera'],
      url: [atera.url, 'http://127.0.0.1:1'],
      timezone: ['Europe/Paris', 'Asia/Tokyo'],
      ...{ country: ['France'], city: ['Paris', '東京'], ip: ['10.1.2.3', '::1'] },
      ...{ open: ['09:00', '24:00'], close: ['19:00', '02:00'], queue: ['support', 'admin', 'sysadmin'] },
    },
  };
}

/** Latin-1 where there is a MariaDB: tables of that kind hold fewer characters than callers send. */
async function filledCounters(): Promise<string> {
  const url =
    mariadbMissing() === undefined
      ? await createCountersDatabase(await mariadbServer(), 'fuzz', 'latin1_swedish_ci')
      : 'pglite:';
  const database = await openCounters({ url });
  const sample = generateCounters({ seed: SEED, lastDay: '2024-07-22', days: 20, sites: 20 });
  await database.write((db) => loadCounters(db, sample));
  await database.close();
  return url;
}

async function ask({ url, tokens }: World, { operation, caller, target, headers, body }: FuzzRequest) {
  const token = tokens[caller];
  const response = await fetch(url + target, {
    method: operation.method,
    headers: {
      ...headers,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body,
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Queries that failed by a fault of ours: they do not make the status of the whole answer. */
function failedQueries({ status, text }: { status: number; text: string }): string[] {
  if (status !== 200 || !text.startsWith('{"results"')) {
    return [];
  }
  const { results } = JSON.parse(text) as { results: Record<string, { status: number; error?: string }> };
  return Object.values(results)
    .filter((result) => result.status >= 500)
    .map((result) => `a query's ${result.status}: ${result.error}`);
}
