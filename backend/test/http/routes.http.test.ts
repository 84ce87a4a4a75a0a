import assert from 'node:assert/strict';
import test from 'node:test';

import { Validator } from '@seriousme/openapi-schema-validator';
import fastify from 'fastify';

import { catalogueOf } from '../../src/datasets/engine/catalogue.ts';
import { defineDataset } from '../../src/datasets/engine/dataset.ts';
import { SCOPES } from '../../src/domain/access/access.ts';
import authentication from '../../src/http/plugins/app/authentication.ts';
import rateLimit from '../../src/http/plugins/external/rate-limit.ts';
import { type Answer, send, type TestApp, withApp } from '../support/server/server.ts';

type QueryAnswer = {
  results: Record<string, { status: number; error?: string; errorSource?: string; frames: unknown[] }>;
};

function query(
  app: TestApp,
  token: string,
  body: unknown
): Promise<Answer<QueryAnswer & { code?: string; detail?: string }>> {
  return send(`${app.url}/v1/query`, { method: 'POST', token, body });
}

test('a route that does not say who may call it makes the start fail', async (t) => {
  const { dependencies } = await withApp(t);
  for (const config of [undefined, {}, { scopes: [] }, { scopes: SCOPES, public: true as const }]) {
    const app = fastify();
    app.decorate('vigie', dependencies);
    await app.register(rateLimit);
    await app.register(authentication);
    assert.throws(
      () => app.get('/forgotten', { config }, () => 'secret'),
      /Route GET \/forgotten must declare who may call it/
    );
    await app.close();
  }
});

test('errors are problem details', async (t) => {
  const { url, token } = await withApp(t);
  const { status, headers, body } = await send(`${url}/v1/nowhere?secret=1`, { token: await token(['tickets:read']) });
  assert.equal(status, 404);
  assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/);
  assert.deepEqual(
    { ...body, requestId: '' },
    {
      type: 'about:blank',
      title: 'Not found',
      status: 404,
      code: 'not_found',
      detail: 'GET /v1/nowhere does not exist. GET /openapi.json lists what does.',
      text: {
        fr: 'GET /v1/nowhere n’existe pas. GET /openapi.json donne la liste de ce qui existe.',
        en: 'GET /v1/nowhere does not exist. GET /openapi.json lists what does.',
      },
      instance: '/v1/nowhere',
      requestId: '',
    }
  );
  assert.equal(body.requestId, headers.get('x-request-id'));
});

test('an unexpected error is masked in the answer and explained in the log', async (t) => {
  const planted = 'password=hunter2';
  const { url, token, log } = await withApp(t, { pingStore: () => Promise.reject(new Error(`broken: ${planted}`)) });
  const { status, text, body } = await send(`${url}/health/ready`, { token: await token(['tickets:read']) });
  assert.equal(status, 500);
  assert.equal(body.code, 'internal');
  assert.ok(!text.includes(planted));
  const line = log.lines().find(({ msg }) => msg === 'request failed');
  assert.equal(line?.['reqId'], body.requestId);
  assert.match(JSON.stringify(line), /broken: password=hunter2/);
});

test('reports a store that cannot be reached as such', async (t) => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:5432'), { code: 'ECONNREFUSED' });
  const { url, token } = await withApp(t, { pingStore: () => Promise.reject(refused) });
  const { status, text, body } = await send(`${url}/health/ready`, { token: await token(['tickets:read']) });
  assert.equal(status, 503);
  assert.equal(body.code, 'store_unavailable');
  assert.ok(!text.includes('10.1.2.3'));
});

test('the log has one line a request, without token, headers or query string', async (t) => {
  const { url, token, log } = await withApp(t);
  const bearer = await token(['tickets:read']);
  await send(`${url}/v1/status?note=private`, { token: bearer, headers: { 'x-secret': 'do-not-log' } });
  const lines = log.lines().filter(({ msg }) => msg === 'request');
  assert.equal(lines.length, 1);
  assert.equal(lines[0]?.['route'], '/v1/status');
  assert.equal(lines[0]?.['status'], 200);
  assert.ok(![bearer, 'private', 'do-not-log'].some((text) => log.text().includes(text)));
});

test('a body that is too large, not JSON or of the wrong form is refused', async (t) => {
  const app = await withApp(t);
  const token = await app.token(['tickets:read']);
  const tooLarge = await query(app, token, { queries: [{ refId: 'A', dataset: 'x'.repeat(300_000) }] });
  assert.equal(tooLarge.status, 413);
  assert.equal(tooLarge.body.code, 'payload_too_large');

  const query1 = { refId: 'A', dataset: 'tickets.summary' };
  for (const [body, detail] of [
    ['{"queries": [', /JSON/],
    [{}, /^The body of the request is not right: queries is missing\.$/],
    [{ queries: [] }, / queries must have at least 1 item/],
    [
      { queries: Array.from({ length: 101 }, (_, index) => ({ ...query1, refId: `q${index}` })) },
      / queries must have at most 100 item/,
    ],
    [{ queries: [{ ...query1, from: 'now-1h' }] }, / queries\[0\]\.from must be a number\.$/],
    [{ queries: [{ ...query1, tz: 'UTC' }] }, / queries\[0\]\.tz is not known here\.$/],
    [{ queries: [query1, query1] }, /same refId/],
  ] as const) {
    const answer = await query(app, token, body);
    assert.equal(answer.status, 400, JSON.stringify(body).slice(0, 80));
    assert.equal(answer.body.code, 'invalid_request');
    assert.match(answer.body.detail ?? '', detail);
  }
});

test('one wrong query fails alone, with a sentence that lists what exists', async (t) => {
  const app = await withApp(t);
  const { status, body } = await query(app, await app.token(['tickets:read']), {
    queries: [
      { refId: 'good', dataset: 'tickets.summary' },
      { refId: 'unknown', dataset: 'tickets.sumary' },
      { refId: 'param', dataset: 'tickets.latest', params: { limit: 'many' } },
      { refId: 'range', dataset: 'tickets.summary', from: 2_000, to: 1_000 },
    ],
  });
  assert.equal(status, 200);
  const { good, unknown, param, range } = body.results;
  assert.equal(good?.status, 200);
  assert.equal(good.frames.length, 1);
  assert.equal(unknown?.status, 400);
  assert.match(unknown.error ?? '', /tickets\.summary/);
  assert.equal(param?.status, 400);
  assert.match(param.error ?? '', /limit/);
  assert.equal(range?.status, 400);
});

test('a caller that goes away ends its queries, and nothing is logged as wrong', async (t) => {
  const begun = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const slow = defineDataset({
    name: 'test.slow',
    title: { fr: 'Lent', en: 'Slow' },
    description: { fr: 'Attend.', en: 'Waits.' },
    scopes: ['tickets:read'],
    origin: 'none',
    parameters: {},
    columns: { id: { type: 'string', title: { fr: 'Id', en: 'Id' } } },
    async read() {
      begun.resolve();
      await release.promise;
      throw new Error('the connection of this query was cut');
    },
  });
  const { url, token, log, app } = await withApp(t, { catalogue: catalogueOf([slow]) });
  const answered = new Promise((resolve) =>
    app.server.on('request', (_request, response) => response.on('close', resolve))
  );
  const gone = new AbortController();
  const request = fetch(`${url}/v1/query`, {
    method: 'POST',
    signal: gone.signal,
    headers: { authorization: `Bearer ${await token(['tickets:read'])}`, 'content-type': 'application/json' },
    body: JSON.stringify({ queries: [{ refId: 'A', dataset: 'test.slow' }] }),
  });
  await begun.promise;
  gone.abort();
  await assert.rejects(request, { name: 'AbortError' });
  await answered;
  release.resolve();
  await app.close();
  assert.deepEqual(
    log.lines().filter(({ level }) => Number(level) >= 50),
    []
  );
});

test('a request under way is answered before the server stops', async (t) => {
  const begun = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const { url, token, app } = await withApp(t, {
    pingStore: async () => {
      begun.resolve();
      await release.promise;
    },
  });
  const answer = send<unknown>(`${url}/health/ready`, { token: await token(['tickets:read']) });
  await begun.promise;
  const closed = app.close();
  release.resolve();
  assert.equal((await answer).status, 200);
  await closed;
  await assert.rejects(fetch(`${url}/health/live`));
});

test('the datasets listed are those the token may read', async (t) => {
  const { url, token } = await withApp(t);
  const names = async (bearer: string): Promise<string[]> => {
    const { body } = await send<{ datasets: { name: string }[] }>(`${url}/v1/datasets`, { token: bearer });
    return body.datasets.map(({ name }) => name);
  };
  assert.ok((await names(await token(['tickets:read']))).includes('tickets.summary'));
  assert.ok(!(await names(await token(['counters:read']))).includes('tickets.summary'));
});

test('the status tells who asks, the clock, and no source before one is connected', async (t) => {
  const { url, token } = await withApp(t);
  const { body } = await send<Record<string, unknown>>(`${url}/v1/status`, { token: await token(['tickets:read']) });
  assert.deepEqual(body, {
    version: '0.0.0-test',
    now: '2024-07-23T08:00:00.000Z',
    clock: { fixed: true },
    timezone: 'Europe/Paris',
    token: { name: 'test', scopes: ['tickets:read'] },
    sources: [],
    findings: [],
  });
});

test('the OpenAPI document is valid and says which routes need a token', async (t) => {
  const { url, token } = await withApp(t);
  const { body } = await send<{ paths: Record<string, Record<string, { security: unknown[] }>> }>(
    `${url}/openapi.json`,
    {
      token: await token(['tickets:read']),
    }
  );
  const { valid, errors } = await new Validator().validate(body);
  assert.ok(valid, JSON.stringify(errors));
  // Which routes there are is checked with their rights: `rights-of-routes.http.test.ts`.
  assert.deepEqual(body.paths['/v1/query']?.['post']?.security, [{ token: [] }]);
  assert.deepEqual(body.paths['/health/live']?.['get']?.security, []);
});

test('metrics count requests by route', async (t) => {
  const { url, token } = await withApp(t);
  const admin = await token(['admin']);
  await send(`${url}/v1/status`, { token: admin });
  await send(`${url}/v1/tokens/none`, { method: 'DELETE', token: admin });
  const { text, headers } = await send(`${url}/metrics`, { token: admin });
  assert.match(headers.get('content-type') ?? '', /^text\/plain/);
  assert.match(text, /vigie_http_request_duration_seconds_count\{method="GET",route="\/v1\/status",status="200"\} 1/);
  assert.match(text, /route="\/v1\/tokens\/:id",status="404"\} 1/);
});
