import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import type { FastifyInstance } from 'fastify';

/**
 * Lets an application close in time and loses no answer. By itself Node waits for connections on which nothing was ever sent,
 * as browsers and proxies open them ahead of need and a check of the port holds them, for headers that stop half-way and for
 * answers without end; and it cuts answers that are computed but not all sent.
 * Here connections without a request under way end at once, the others with their answer or when the time is up; what is
 * computed for the latter is given up then (`caller-gone.ts`).
 * @param withinMs how long answers that are under way may still take
 */
export function drainOnClose(app: FastifyInstance, withinMs: number): void {
  /** Requests under way on each connection; several where a caller does not wait for answers. */
  const connections = new Map<Socket, number>();
  let closing = false;
  const count = (socket: Socket, change: 1 | 0 | -1): void => {
    const requests = (connections.get(socket) ?? 0) + change;
    connections.set(socket, requests);
    if (closing && requests === 0) {
      socket.destroySoon();
    }
  };
  app.server.on('connection', (socket: Socket) => {
    count(socket, 0);
    socket.once('close', () => connections.delete(socket));
  });
  app.server.on('request', ({ socket }: IncomingMessage, answer: ServerResponse) => {
    count(socket, 1);
    answer.once('close', () => !socket.destroyed && count(socket, -1));
  });
  // Node takes a connection for idle once its answer is computed, and Fastify asks for the same.
  app.server.closeIdleConnections = () => undefined;
  app.addHook('preClose', async () => {
    closing = true;
    connections.forEach((_, socket) => count(socket, 0));
    setTimeout(() => app.server.closeAllConnections(), withinMs).unref();
  });
}
