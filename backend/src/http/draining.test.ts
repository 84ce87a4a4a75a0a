import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import fastify, { type FastifyInstance } from 'fastify';

import { drainOnClose } from './draining.ts';

/** Longer than a test may take: what ends earlier was not ended by the time limit. */
const LONG_MS = 60_000;
const LARGE = 64 * 1024 * 1024;
const HEADERS = 'Host: vigie\r\n\r\n';

interface Listening {
  app: FastifyInstance;
  /** A connection on which this was sent, which the server has taken. */
  open: (sent: string) => Promise<Socket>;
  /** Ends the answers of `/slow`. */
  answer: () => void;
  /** Connections of the server. */
  count: () => Promise<number>;
}

async function listening(t: TestContext, withinMs: number): Promise<Listening> {
  const app = fastify();
  const gate = Promise.withResolvers<void>();
  app.route({
    method: ['GET', 'POST'],
    url: '/slow',
    handler: async () => {
      await gate.promise;
      return 'answered';
    },
  });
  // More than sockets hold.
  app.get('/large', async () => 'x'.repeat(LARGE));
  drainOnClose(app, withinMs);
  await app.listen({ host: '127.0.0.1', port: 0 });
  t.after(() => {
    gate.resolve();
    return app.close();
  });
  const { port } = app.server.address() as AddressInfo;
  const count = (): Promise<number> =>
    new Promise((resolve, reject) => {
      app.server.getConnections((error, connections) => (error ? reject(error) : resolve(connections)));
    });
  return {
    app,
    answer: gate.resolve,
    count,
    open: async (sent) => {
      const taken = once(app.server, 'connection');
      const socket = connect(port, '127.0.0.1');
      t.after(() => socket.destroy());
      await taken;
      if (sent !== '') {
        socket.write(sent);
      }
      // What was sent is read by then; there is no event for a part of a request.
      await pause(50);
      return socket;
    },
  };
}

for (const [kind, sent] of [
  ['on which nothing was sent', ''],
  ['whose first request stops within its headers', 'GET /slow HTTP/1.1\r\nHo'],
  ['whose second request stops within its headers', `GET /nothing HTTP/1.1\r\n${HEADERS}GET /slow HTTP/1.1\r\nHo`],
] as const) {
  test(`closes at once a connection ${kind}`, { timeout: LONG_MS / 2 }, async (t) => {
    const { app, open, count } = await listening(t, LONG_MS);
    const socket = await open(sent);
    assert.equal(await count(), 1);
    socket.resume();
    const closed = once(socket, 'close');
    await app.close();
    await closed;
  });
}

test(
  'closes a connection with the last of its answers, pipelined ones included',
  { timeout: LONG_MS / 2 },
  async (t) => {
    const { app, open, answer } = await listening(t, LONG_MS);
    const request = `GET /slow HTTP/1.1\r\n${HEADERS}`;
    const socket = await open(request + request);
    const closing = app.close();
    await pause(50);
    assert.equal(socket.readableEnded, false);
    const received = text(socket);
    answer();
    await closing;
    assert.equal((await received).match(/answered/g)?.length, 2);
  }
);

test('sends the rest of an answer that is computed', { timeout: LONG_MS / 2 }, async (t) => {
  const { app, open } = await listening(t, LONG_MS);
  const socket = await open(`GET /large HTTP/1.1\r\n${HEADERS}`);
  const closing = app.close();
  const received = await text(socket);
  await closing;
  assert.equal(received.length - received.indexOf('\r\n\r\n') - 4, LARGE);
});

for (const [kind, sent] of [
  ['an answer that does not come', `GET /slow HTTP/1.1\r\n${HEADERS}`],
  ['a body that does not come', `POST /slow HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n${HEADERS}{`],
  ['a caller who does not read', `GET /large HTTP/1.1\r\n${HEADERS}`],
] as const) {
  test(`gives up ${kind} when the time is up`, { timeout: LONG_MS / 2 }, async (t) => {
    const { app, open, count } = await listening(t, 200);
    const socket = await open(sent);
    socket.pause();
    socket.on('error', () => undefined);
    const began = performance.now();
    await app.close();
    assert.ok(performance.now() - began >= 190);
    assert.equal(await count(), 0);
  });
}
