import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { promisify } from 'node:util';

import { freePort } from '../../demo/parts/free-port.ts';
import { tiedFolder } from '../servers/processes/tied-folder.ts';
import { startTied } from '../servers/processes/tied-process.ts';
import { waitUntil } from '../servers/wait-until.ts';
import { isInstalled, ROOT } from './compose.ts';

/* docker/Caddyfile in a Caddy of this machine, in front of two servers that tell what reaches them. */

const skip = !isInstalled('caddy') && 'SKIPPED: caddy is not installed';

/** What Caddy has written. */
let said = '';
const upstreams: Server[] = [];
const closing = new AsyncDisposableStack();
after(() => closing.disposeAsync());
let url: URL;
if (skip === false) {
  url = await startProxy();
}

async function startUpstream(name: string): Promise<string> {
  const server: Server = createServer((request, response) => {
    request.resume().on('end', () => response.end(`${name}: ${request.method} ${request.url}`));
  });
  server.listen(0, '127.0.0.1');
  upstreams.push(server);
  await once(server, 'listening');
  closing.defer(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startProxy(): Promise<URL> {
  const folder = tiedFolder();
  const [backend, grafana] = [await startUpstream('backend'), await startUpstream('grafana')];
  // Last, so that nothing else of this test takes it.
  const address = `http://127.0.0.1:${await freePort(0)}`;
  const caddy = startTied('caddy', ['run', '--adapter', 'caddyfile', '--config', path.join(ROOT, 'docker/Caddyfile')], {
    output: ['ignore', 'pipe'],
    env: {
      ...process.env,
      HOME: folder.path,
      XDG_DATA_HOME: folder.path,
      XDG_CONFIG_HOME: folder.path,
      SITE_ADDRESS: address,
      BACKEND_UPSTREAM: backend,
      GRAFANA_UPSTREAM: grafana,
    },
  });
  closing.defer(async () => {
    await caddy.stop();
    await folder.remove();
  });
  caddy.child.stderr?.on('data', (chunk) => (said += String(chunk)));
  await waitUntil('Caddy serves', () => {
    assert.equal(caddy.child.exitCode, null, said);
    return said.includes('serving initial configuration');
  });
  return new URL(address);
}

/** Sends a path as it is; `fetch` would tidy it. */
async function request(method: string, target: string, body = ''): Promise<{ status: number; body: string }> {
  const socket = connect(Number(url.port), url.hostname);
  // Not ended: Caddy takes that for a caller who has gone.
  socket.write(
    `${method} ${target} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`
  );
  const answer = await text(socket);
  return { status: Number(answer.split(' ')[1]), body: answer.split('\r\n\r\n')[1] ?? '' };
}

test('the proxy passes webhooks on to the backend, as Atera calls them', { skip }, async () => {
  const { body } = await request('POST', '/v1/webhooks/atera/aB3_-9', '{}');
  assert.match(body, /backend: POST \/v1\/webhooks\/atera\/aB3_-9/);
});

test('the proxy lets nothing else through to the backend', { skip }, async () => {
  for (const [method, target] of [
    ['GET', '/v1/webhooks/atera/aB3_-9'],
    ['POST', '/v1/webhooks/atera/aB3_-9/more'],
    ['POST', '/v1/webhooks/atera/'],
    ['POST', '/v1/webhooks/atera/../../tokens'],
    ['POST', '/v1/webhooks/atera/..%2F..%2Ftokens'],
    ['POST', '/v1/webhooks/atera/%2e%2e'],
    ['POST', '/x/../v1/webhooks/../tokens'],
    ['POST', '//v1/tokens'],
    ['POST', '/v1/query'],
    ['GET', '/v1/backup'],
    ['GET', '/metrics'],
    ['GET', '/health/live'],
  ] as const) {
    const { body } = await request(method, target);
    assert.doesNotMatch(body, /backend/, `${method} ${target}`);
  }
});

test('the proxy passes everything else on to Grafana', { skip }, async () => {
  for (const target of ['/', '/d/vigie-board?orgId=2', '/api/live/ws', '/apis/x/v1/y']) {
    assert.match((await request('GET', target)).body, new RegExp(`grafana: GET ${target.replace('?', '\\?')}`));
  }
});

test('the proxy writes no secret address, of requests that fail either', { skip }, async () => {
  // Caddy closes the connection when it has seen enough, perhaps before its answer is read.
  await request('POST', '/v1/webhooks/atera/kept-1', 'x'.repeat(70_000)).catch(() => undefined);
  // Last of all: from here on nothing answers behind the proxy.
  await Promise.all(upstreams.map((server) => promisify(server.close.bind(server))()));
  assert.equal((await request('POST', '/v1/webhooks/atera/kept-2', '{}')).status, 502);
  assert.equal((await request('GET', '/d/vigie-board?auth_token=kept-3')).status, 502);
  assert.doesNotMatch(said, /kept-/);
});
