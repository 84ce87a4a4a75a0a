import assert from 'node:assert/strict';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';

import { readEnvironment } from '../../src/config/environment/environment.ts';
import type { Status } from '../../src/doctor/status.ts';
import { readLocalServer } from '../../src/identity/local-token.ts';
import { startServer } from '../../src/main/server.ts';
import { openStore } from '../../src/store/driver/database.ts';
import { send, withDataDir, withFolder, withServer } from '../support/server/server.ts';

const BOOTSTRAP = 'bootstrap-token-of-at-least-32-characters';

test('a server starts on an empty folder, answers, and leaves nothing behind when it stops', async (t) => {
  const server = await withServer(t, { VIGIE_DATA_DIR: await withFolder(t), VIGIE_BOOTSTRAP_TOKEN: BOOTSTRAP });
  const { body } = await send<Status>(`${server.url}/v1/status`, { token: BOOTSTRAP });
  assert.equal(body.token.name, 'bootstrap');
  assert.deepEqual(body.sources, []);
  const local = await readLocalServer(server.dataDir);
  assert.equal((await send(`${server.url}/v1/tokens`, { token: local?.token ?? '' })).status, 200);

  await Promise.all([server.close(), server.close()]);
  await assert.rejects(fetch(`${server.url}/health/live`));
  await assert.rejects(fetch(`${server.managementUrl}/health/live`));
  await assert.rejects(access(join(server.dataDir, 'server.json')));
  const store = await openStore({ dataDir: server.dataDir });
  await store.close();
});

test('stops without waiting for connections on which nothing was sent', { timeout: 15_000 }, async (t) => {
  const server = await withServer(t);
  const sockets = [server.url, server.managementUrl].map((url) => connect(Number(new URL(url).port), '127.0.0.1'));
  t.after(() => sockets.forEach((socket) => socket.destroy()));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  // Sent after them, so that both are taken.
  await Promise.all([server.url, server.managementUrl].map((url) => send(`${url}/health/live`)));
  const closed = Promise.all(sockets.map((socket) => once(socket.resume(), 'close')));
  await server.close();
  await closed;
});

test('the management listener answers without a token; the main one does not', async (t) => {
  const server = await withServer(t);
  for (const path of ['/health/live', '/health/ready', '/metrics', '/openapi.json']) {
    assert.equal((await send(server.managementUrl + path)).status, 200, path);
  }
  assert.equal((await send(`${server.managementUrl}/v1/status`)).status, 404);
  assert.equal(new URL(server.managementUrl).hostname, '127.0.0.1');
  for (const path of ['/health/ready', '/metrics', '/openapi.json', '/v1/status']) {
    assert.equal((await send(server.url + path)).status, 401, path);
  }
});

test('changing VIGIE_BOOTSTRAP_TOKEN ends the old one at the next start', async (t) => {
  const dataDir = await withDataDir(t);
  const first = await withServer(t, { VIGIE_DATA_DIR: dataDir, VIGIE_BOOTSTRAP_TOKEN: BOOTSTRAP });
  await first.close();
  const second = await withServer(t, { VIGIE_DATA_DIR: dataDir, VIGIE_BOOTSTRAP_TOKEN: `${BOOTSTRAP}-2` });
  assert.equal((await send(`${second.url}/v1/status`, { token: BOOTSTRAP })).status, 401);
  assert.equal((await send(`${second.url}/v1/status`, { token: `${BOOTSTRAP}-2` })).status, 200);
});

test('a clock that stands still is refused unless allowed', async (t) => {
  const dataDir = await withDataDir(t);
  const environment = readEnvironment({ VIGIE_DATA_DIR: dataDir, VIGIE_NOW: '2024-07-23T08:00:00Z' });
  await assert.rejects(startServer(environment), /VIGIE_ALLOW_FIXED_CLOCK=1/);

  const allowed = await withServer(t, {
    VIGIE_NOW: '2024-07-23T08:00:00Z',
    VIGIE_ALLOW_FIXED_CLOCK: '1',
    VIGIE_BOOTSTRAP_TOKEN: BOOTSTRAP,
  });
  const { body } = await send<Status>(`${allowed.url}/v1/status`, { token: BOOTSTRAP });
  assert.equal(body.now, '2024-07-23T08:00:00.000Z');
  assert.equal(body.clock.fixed, true);
});

test('when a port is taken, the start fails with a sentence and everything is closed again', async (t) => {
  const taken = await listening(t);
  const dataDir = await withDataDir(t);
  for (const [variable, other] of [
    ['PORT', 'MANAGEMENT_PORT'],
    ['MANAGEMENT_PORT', 'PORT'],
  ] as const) {
    const environment = readEnvironment({
      VIGIE_DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
      [variable]: String((taken.address() as AddressInfo).port),
      [other]: '0',
    });
    await assert.rejects(startServer(environment), new RegExp(`is taken.*${variable}`));
    assert.equal(await readLocalServer(dataDir), undefined);
    // The folder's lock was given back.
    const store = await openStore({ dataDir });
    await store.close();
  }
});

test('two servers cannot share an embedded store', async (t) => {
  const first = await withServer(t, { VIGIE_DATA_DIR: await withDataDir(t) });
  const environment = readEnvironment({
    VIGIE_DATA_DIR: first.dataDir,
    PORT: '0',
    MANAGEMENT_PORT: '0',
    LOG_LEVEL: 'silent',
  });
  await assert.rejects(startServer(environment), { code: 'store_unavailable' });
  assert.equal((await readLocalServer(first.dataDir))?.url, first.url);
});

test('odd variables are warned about in the log, secrets never show in it', async (t) => {
  const server = await withServer(t, { VIGIE_DATADIR: '/x', VIGIE_BOOTSTRAP_TOKEN: BOOTSTRAP });
  await send(`${server.url}/v1/status`, { token: BOOTSTRAP });
  assert.match(server.log.text(), /VIGIE_DATADIR is not known.*VIGIE_DATA_DIR/);
  assert.match(server.log.text(), /No source is connected/);
  assert.ok(!server.log.text().includes(BOOTSTRAP));
});

async function listening(t: TestContext): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return server;
}
