import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';

import type { FastifyError, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';

import { type ErrorCode, VigieError } from '../domain/errors.ts';
import type { Logger } from '../main/logger.ts';
import { shownPath, toProblem } from './problem.ts';

/** What Node's HTTP parser refuses, by its error code; everything else is `invalid_request`. */
const REFUSALS: Record<string, [code: ErrorCode, detail: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['request_timeout', 'The request did not arrive whole in time. Send it again.'],
  HPE_HEADER_OVERFLOW: ['headers_too_large', 'The headers are larger than 16 KiB. Send fewer or shorter ones.'],
};

/**
 * Options for errors that come before any route and hook, and so before authentication: bytes that are no HTTP, addresses
 * that cannot be decoded. They become problem answers like all others, and neither the bytes nor the address is logged:
 * Fastify would log the whole packet, bearer token included.
 */
export function clientErrorOptions(
  logger: Logger
): Pick<FastifyServerOptions, 'clientErrorHandler' | 'frameworkErrors'> {
  return {
    clientErrorHandler: (error, socket) => refuseBytes(error, socket, logger),
    frameworkErrors: (error, request, reply) => refuseAddress(error, request, reply),
  };
}

function refuseBytes(error: NodeJS.ErrnoException, socket: Socket, logger: Logger): void {
  // The caller has gone: there is nobody to answer.
  if (error.code === 'ECONNRESET' || socket.destroyed) {
    return;
  }
  const id = randomUUID();
  const [code, detail] = REFUSALS[error.code ?? ''] ?? ['invalid_request', 'What was sent is no valid HTTP request.'];
  const problem = toProblem(new VigieError(code, detail), { id, path: '' });
  logger.debug({ requestId: id, code: error.code, address: socket.remoteAddress }, 'refused bytes that are no request');
  if (socket.writable) {
    const body = JSON.stringify(problem);
    socket.write(
      `HTTP/1.1 ${problem.status} ${problem.title}\r\nContent-Type: application/problem+json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
    );
  }
  socket.destroySoon();
}

function refuseAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const detail =
    error.code === 'FST_ERR_MAX_PARAM_LENGTH'
      ? 'A part of the path is longer than anything that exists here.'
      : 'The path cannot be decoded: a % must begin an escape such as %20, and escapes must be UTF-8.';
  const problem = toProblem(new VigieError('invalid_request', detail), {
    id: request.id,
    path: shownPath(request.url),
  });
  void reply
    .code(problem.status)
    .headers({ 'cache-control': 'no-store', 'x-request-id': request.id })
    .type('application/problem+json')
    .send(problem);
}
