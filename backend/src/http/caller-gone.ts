import type { FastifyReply } from 'fastify';

/**
 * A signal that aborts when the caller closes the connection before the answer is written.
 * Fastify's own `request.signal` will not do: it aborts as soon as the request's body has been read.
 */
export function callerGone(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) {
      controller.abort();
    }
  });
  return controller.signal;
}
