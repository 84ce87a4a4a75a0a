import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Problem } from '../../src/http/problem.ts';
import { rawRequest, sendRaw } from '../support/server/raw-http.ts';
import { send, withApp } from '../support/server/server.ts';

const SECRET = 'vig_aSecretThatNoLogMayHold';
const BEARER = `Authorization: Bearer ${SECRET}`;

/** The problem in a raw answer, which must be one. */
function problemIn(text: string): Problem {
  assert.match(text, /^content-type: application\/problem\+json/im);
  return JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)) as Problem;
}

test('bytes that are no request get a problem answer, and neither an answer nor the log holds them', async (t) => {
  const { url, log } = await withApp(t);
  const host = `Host: ${new URL(url).host}`;
  for (const [bytes, status] of [
    [rawRequest('GET /v1/status HTTP/1.1', [host, BEARER, 'Broken header line']), 400],
    [rawRequest('WRONG /v1/status HTTP/1.1', [host, BEARER]), 400],
    [rawRequest('GET /v1/status HTTP/1.1', [host, BEARER, 'Content-Length: 1', 'Transfer-Encoding: chunked']), 400],
    [rawRequest('GET /v1/status HTTP/1.1', [host, BEARER, `X-Long: ${'a'.repeat(20_000)}`]), 431],
    [`\u0016\u0003\u0001 ${SECRET}\r\n\r\n`, 400],
  ] as const) {
    const [answer] = await sendRaw(url, bytes);
    assert.equal(answer?.status, status, bytes.slice(0, 40));
    const problem = problemIn(answer.text);
    assert.equal(problem.status, status);
    assert.match(problem.requestId, /^[\da-f-]{36}$/);
    assert.ok(!answer.text.includes(SECRET));
  }
  assert.ok(!log.text().includes(SECRET));
  assert.ok(log.lines().some(({ msg, code }) => msg === 'refused bytes that are no request' && code !== undefined));
});

test('addresses that cannot be decoded get a problem answer without the secret in them', async (t) => {
  const { url, log } = await withApp(t);
  for (const path of [
    '/v1/webhooks/atera/s3cr3t%zz',
    '/v1/WEBHOOKS/atera/s3cr3t%',
    '/v1/webhooks/atera/s3cr3t%c3%28',
    `/v1/webhooks/atera/s3cr3t${'a'.repeat(2_000)}`,
  ]) {
    const { status, headers, text, body } = await send(`${url}${path}`, { method: 'POST' });
    assert.equal(status, 400, path.slice(0, 40));
    assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/);
    assert.equal(headers.get('x-request-id'), body.requestId);
    assert.equal(body.code, 'invalid_request');
    assert.ok(!text.includes('s3cr3t'), text);
  }
  assert.ok(!log.text().includes('s3cr3t'));
});

test('a method that a path does not know is refused with those it knows', async (t) => {
  const { url, token } = await withApp(t);
  const admin = await token(['admin']);
  for (const [method, path, allow] of [
    ['DELETE', '/v1/query', 'POST'],
    ['PUT', '/v1/sites/abc?x=1', 'GET, HEAD, PATCH'],
    ['POST', '/openapi.json', 'GET, HEAD'],
    ['PATCH', '/v1/tokens', 'GET, HEAD, POST'],
  ] as const) {
    const { status, headers, body } = await send(`${url}${path}`, { method, token: admin });
    assert.equal(status, 405, `${method} ${path}`);
    assert.equal(headers.get('allow'), allow);
    assert.equal(body.code, 'method_not_allowed');
  }
  assert.equal((await send(`${url}/v1/nothing`, { method: 'DELETE', token: admin })).status, 404);
  assert.equal((await send(`${url}/v1/query`, { method: 'DELETE' })).status, 401);
});

test('a body nested beyond any use is refused, whatever its form', async (t) => {
  const { url, token } = await withApp(t);
  const reader = await token(['tickets:read', 'admin']);
  const deep = (open: string, close: string) => open.repeat(20_000) + close.repeat(20_000);
  for (const [path, body] of [
    ['/v1/query', deep('[', ']')],
    ['/v1/query', `{"queries":[{"refId":"A","dataset":"tickets.latest","params":{"limit":${deep('[', ']')}}}]}`],
    [
      '/v1/query',
      `{"queries":[{"refId":"A","dataset":"tickets.latest","params":${deep('{"a":', '}').replace('{"a":}', '{}')}}]}`,
    ],
    ['/v1/tokens', `{"name":${deep('[', ']')},"scopes":["admin"]}`],
  ] as const) {
    const answer = await send(`${url}${path}`, { method: 'POST', token: reader, body });
    assert.equal(answer.status, 400, `${path} ${answer.text.slice(0, 300)}`);
    assert.match(answer.body.detail, /nested deeper than 16 levels/);
  }
});

test('a NUL character is refused wherever a text can stand', async (t) => {
  const { url, token } = await withApp(t);
  const admin = await token(['admin', 'tickets:read']);
  for (const [method, path, body] of [
    ['POST', '/v1/tokens', { name: 'a\0b', scopes: ['tickets:read'] }],
    ['POST', '/v1/tokens', { name: 'board', scopes: ['tickets:read'], enterprises: ['BA\0SH'] }],
    ['DELETE', '/v1/tokens/a%00b', undefined],
    ['GET', '/v1/audit?action=token%00', undefined],
    ['POST', '/v1/connections/a%00b/test', undefined],
    ['POST', '/v1/connections', { name: 'x', secret: 'y\0' }],
  ] as const) {
    const answer = await send(`${url}${path}`, { method, token: admin, body });
    assert.equal(answer.status, 400, `${method} ${path} ${answer.text}`);
    assert.equal(answer.body.code, 'invalid_request');
  }
});

test('a query with a NUL character or an extreme instant fails alone', async (t) => {
  const { url, token } = await withApp(t);
  const query = (refId: string, rest: object) => ({ refId, dataset: 'tickets.list', ...rest });
  const { status, body } = await send<{ results: Record<string, { status: number; error?: string }> }>(
    `${url}/v1/query`,
    {
      method: 'POST',
      token: await token(['tickets:read']),
      body: {
        queries: [
          query('good', {}),
          query('nul', { params: { search: 'a\0b' } }),
          query('early', { from: -8.64e15, to: 0 }),
          query('late', { from: 0, to: 8.64e15 }),
          query('at', { dataset: 'tickets.summary', params: { at: '+012026-01-01T00:00:00Z' } }),
        ],
      },
    }
  );
  assert.equal(status, 200);
  const { good, ...others } = body.results;
  assert.equal(good?.status, 200);
  for (const [refId, result] of Object.entries(others)) {
    assert.equal(result.status, 400, `${refId} ${result.error}`);
  }
});

test('a token name that a terminal would obey is refused', async (t) => {
  const { url, token } = await withApp(t);
  const admin = await token(['admin']);
  for (const name of ['a\u001b[31m', 'two\nlines', ' ', '\u0085']) {
    const answer = await send(`${url}/v1/tokens`, { method: 'POST', token: admin, body: { name, scopes: ['admin'] } });
    assert.equal(answer.status, 400, JSON.stringify(name));
  }
  const fine = await send(`${url}/v1/tokens`, {
    method: 'POST',
    token: admin,
    body: { name: 'Écran – plateau 🖥', scopes: ['admin'] },
  });
  assert.equal(fine.status, 201);
});
