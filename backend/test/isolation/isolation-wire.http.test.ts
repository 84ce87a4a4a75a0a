import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { siteId } from '../../src/counters/sites/site-identity.ts';
import { useCounters, USUAL_DATABASE } from '../support/counters/counters.ts';
import { useCountersApp } from '../support/counters/counters-app.ts';
import { cityOf, hostileWorld } from '../support/models/isolation-world.ts';
import { type RawAnswer, rawRequest, sendRaw } from '../support/server/raw-http.ts';
import { send } from '../support/server/server.ts';

const NAMES = ['BASH', 'APRIL', 'bash'];
const OWN_CITY = cityOf(0);
const FOREIGN_CITIES = [cityOf(1), cityOf(2)];
const LAST = 'Connection: close';
const JSON_TYPE = 'Content-Type: application/json';
const SITES = JSON.stringify({ queries: [{ refId: 'A', dataset: 'counters.sites' }] });

const withLength = (body: string): string[] => [JSON_TYPE, `Content-Length: ${Buffer.byteLength(body)}`];

describe('attacks on the wire', () => {
  const test = useCounters(USUAL_DATABASE, hostileWorld(NAMES));
  const counters = useCountersApp(() => test.database);

  async function tenant() {
    const token = await counters.token(['counters:read'], { enterprises: ['BASH'] });
    const { url } = counters.app;
    return { token, url, host: `Host: ${new URL(url).host}`, bearer: `Authorization: Bearer ${token}` };
  }

  function assertNothingForeign(answers: readonly RawAnswer[], what: string): void {
    for (const { text } of answers) {
      assert.ok(!FOREIGN_CITIES.some((city) => text.includes(city)), `${what}: ${text.slice(0, 500)}`);
    }
  }

  const statuses = (answers: readonly RawAnswer[]): number[] => answers.map(({ status }) => status);

  it('a connection remembers nobody: each request goes by its own token', async () => {
    const { url, host, bearer } = await tenant();
    const april = await counters.token(['counters:read'], { enterprises: ['APRIL'] });
    const get = (...headers: string[]): string => rawRequest('GET /v1/sites HTTP/1.1', [host, ...headers]);
    const answers = await sendRaw(
      url,
      [get(bearer), get(), get(`Authorization: Bearer ${april}`), get('X-Vigie-User: admin'), get(bearer, LAST)].join(
        ''
      )
    );
    assert.deepEqual(statuses(answers), [200, 401, 200, 401, 200]);
    const cities = [OWN_CITY, ...FOREIGN_CITIES].map((city) => answers.map(({ text }) => text.includes(city)));
    assert.deepEqual(cities, [
      [true, false, false, false, true],
      [false, false, true, false, false],
      [false, false, false, false, false],
    ]);
  });

  it('headers that come twice, folded or torn give no other rights', async () => {
    const { url, host, bearer, token } = await tenant();
    const wrong = `Authorization: Bearer vig_${'A'.repeat(43)}`;
    const headers: [string[], number[]][] = [
      [[bearer, wrong], [200]],
      [[wrong, bearer], [401]],
      [[`Authorization: Bearer ${token}, Bearer local`], [401]],
      [[`Authorization: Bearer ${token}\r\n Bearer local`], [400]],
      [[`Authorization : Bearer ${token}`], [400]],
      [[`Authorization:\tBearer ${token}`], [200]],
      [[bearer, 'X-Vigie-Role: Admin', 'X-Vigie-Role: Admin'], [200]],
      [[bearer, 'X-Vigie-Enterprise: APRIL', 'X-Vigie-Enterprises: all', 'X-Vigie-Scopes: admin'], [200]],
      [[bearer, 'Proxy-Authorization: Bearer local', 'Cookie: token=local; enterprise=APRIL'], [200]],
      [[bearer, 'X-Forwarded-Host: 127.0.0.1', 'X-Original-URL: /v1/tokens', 'X-Rewrite-URL: /v1/tokens'], [200]],
      [[bearer, 'X-Vigie-User: a\0b'], [400]],
      [[bearer, 'X-Vigie-User: a\nX-Vigie-Role: Admin'], [400]],
    ];
    for (const [extra, expected] of headers) {
      const answers = await sendRaw(url, rawRequest('GET /v1/sites HTTP/1.1', [host, ...extra, LAST]));
      assert.deepEqual(statuses(answers), expected, extra.join(' | '));
      assertNothingForeign(answers, extra.join(' | '));
    }
  });

  it('a request hidden in the body of another is not carried out with its rights', async () => {
    const { url, host, bearer } = await tenant();
    const hidden = rawRequest('GET /v1/sites?hidden HTTP/1.1', [host, LAST]);
    const chunked = `${SITES.length.toString(16)}\r\n${SITES}\r\n0\r\n\r\n`;
    const bodies: [string[], string][] = [
      [[`Content-Length: ${SITES.length}`, 'Transfer-Encoding: chunked'], chunked + hidden],
      [[`Content-Length: ${SITES.length}`, `Content-Length: ${SITES.length + hidden.length}`], SITES + hidden],
      [[`Content-Length: ${SITES.length}, 0`], SITES + hidden],
      [[`Content-Length: +${SITES.length}`], SITES + hidden],
      [['Transfer-Encoding: xchunked'], chunked + hidden],
      [['Transfer-Encoding: chunked, identity'], chunked + hidden],
      [['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], chunked + hidden],
      [['Transfer-Encoding: chunked'], `${SITES.length.toString(16)};a\nb\r\n${SITES}\r\n0\r\n\r\n${hidden}`],
    ];
    for (const [framing, body] of bodies) {
      const answers = await sendRaw(
        url,
        rawRequest('POST /v1/query HTTP/1.1', [host, bearer, JSON_TYPE, ...framing], body)
      );
      assert.equal(answers[0]?.status, 400, framing.join(' | '));
      assert.ok(!statuses(answers).includes(200), framing.join(' | '));
    }
    // Well framed, it is just the next request, and has no token.
    const honest = rawRequest('POST /v1/query HTTP/1.1', [host, bearer, ...withLength(SITES)], SITES + hidden);
    assert.deepEqual(statuses(await sendRaw(url, honest)), [200, 401]);
  });

  it('request lines of all kinds reach no other route', async () => {
    const { url, host, bearer, token } = await tenant();
    const foreign = siteId({ enterprise: 'APRIL', code: '1-1' });
    const lines = [
      'GET http://internal.example/v1/tokens HTTP/1.1',
      'GET //v1/tokens HTTP/1.1',
      'GET /v1//tokens HTTP/1.1',
      'GET /v1/sites/../tokens HTTP/1.1',
      'GET /v1/sites/..%2ftokens HTTP/1.1',
      'GET /v1/sites/%2e%2e/tokens HTTP/1.1',
      'GET /v1/%74okens HTTP/1.1',
      'GET /v1/tokens;x=1 HTTP/1.1',
      'GET /V1/TOKENS HTTP/1.1',
      'GET /v1/tokens/ HTTP/1.1',
      'GET /v1/tokens?token=local HTTP/1.1',
      'GET /v1/tokens#sites HTTP/1.1',
      'GET \\v1\\tokens HTTP/1.1',
      `GET /v1/sites/${foreign} HTTP/1.1`,
      `HEAD /v1/sites/${foreign} HTTP/1.1`,
      `OPTIONS /v1/sites/${foreign} HTTP/1.1`,
      `TRACE /v1/sites/${foreign} HTTP/1.1`,
      `QUERY /v1/sites HTTP/1.1`,
      `PROPFIND /v1/sites HTTP/1.1`,
      'CONNECT 127.0.0.1:1 HTTP/1.1',
      'GET * HTTP/1.1',
      'GET /v1/tokens HTTP/0.9',
      'GET /v1/tokens HTTP/1.0',
      'GET /v1/tokens HTTP/2.0',
      'GET /v1/tokens',
    ];
    for (const line of lines) {
      const answers = await sendRaw(url, rawRequest(line, [host, bearer, LAST]));
      assertNothingForeign(answers, line);
      assert.ok(
        answers.every(({ status }) => status >= 400),
        `${line}: ${statuses(answers).join()}`
      );
      assert.ok(!answers.some(({ text }) => text.includes(token)), line);
    }
  });

  it('JSON in every shape asks for nothing more', async () => {
    const { url, token } = await tenant();
    const query = (members: string): string => `{"queries":[{"refId":"A","dataset":"counters.sites",${members}}]}`;
    const deep = (open: string, close: string): string => open.repeat(50_000) + close.repeat(50_000);
    const bodies: (string | Buffer)[] = [
      query('"params":{"enterprise":["BASH"],"enterprise":["APRIL"]}'),
      query('"params":{},"params":{"enterprise":["APRIL","bash"]}'),
      `{"queries":[],"queries":${JSON.stringify((JSON.parse(SITES) as { queries: unknown }).queries)}}`,
      query('"params":{"__proto__":{"enterprise":["APRIL"]}}'),
      query('"params":{"constructor":{"prototype":{"enterprises":"all"}}}'),
      '{"__proto__":{"queries":[]},"queries":[{"refId":"A","dataset":"counters.sites"}]}',
      query('"access":{"enterprises":"all"}'),
      query('"params":{"enterprise":{"toString":"APRIL"}}'),
      query('"params":["enterprise","APRIL"]'),
      query('"params":"enterprise=APRIL"'),
      query('"from":NaN'),
      query('"from":1e999'),
      query('"from":-1e308,"to":1e308'),
      query(`"to":${'9'.repeat(400)}`),
      query(`"params":{"enterprise":${deep('[', ']')}}`),
      query(`"params":${deep('{"a":', '}').replace('{"a":}', '{"a":1}')}`),
      `${query('"params":{}')}${query('"params":{}')}`,
      `/* all */ ${SITES}`,
      `\ufeff${SITES}`,
      Buffer.from(SITES, 'utf16le'),
      Buffer.concat([
        Buffer.from('{"queries":[{"refId":"A","dataset":"counters.sites","params":{"enterprise":"'),
        Buffer.from([0xc1, 0x81, 0xff, 0xc0, 0xaf]),
        Buffer.from('"}}]}'),
      ]),
      '{"queries":[{"refId":"A","dataset":"counters.sites"},{"refId":"A","dataset":"counters.entries"}]}',
      '{"queries":[{"refId":"__proto__","dataset":"counters.sites"}]}',
      '{"queries":[{"refId":"constructor","dataset":"counters.sites"}]}',
      '{"queries":[{"refId":"A\\nB","dataset":"counters.sites\\u0000"}]}',
      '{"queries":[{"refId":["A"],"dataset":["counters.sites"]}]}',
      '{"queries":{"length":1,"0":{"refId":"A","dataset":"counters.sites"}}}',
      'null',
      '[]',
      '',
    ];
    for (const body of bodies) {
      for (const type of ['application/json', 'application/json; charset=utf-7', 'application/json; charset=utf-16']) {
        const answer = await fetch(`${url}/v1/query`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': type },
          body: new Uint8Array(Buffer.from(body)),
        });
        const text = await answer.text();
        const what = body.toString().slice(0, 100);
        assert.ok([200, 400, 413, 415].includes(answer.status), `${what}: ${answer.status} ${text.slice(0, 200)}`);
        assertNothingForeign([{ status: answer.status, text }], what);
      }
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const { status } = await send(`${url}/v1/query`, {
        method: 'POST',
        token,
        body: SITES,
        headers: { 'content-type': type },
      });
      assert.ok(status === 400 || status === 415, type);
    }
    assert.equal(({} as { enterprises?: unknown }).enterprises, undefined);
    const { text } = await send(`${url}/v1/query`, { method: 'POST', token, body: JSON.parse(SITES) });
    assert.ok(text.includes(OWN_CITY) && !FOREIGN_CITIES.some((city) => text.includes(city)));
  });
});
