import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';

import type { FastifyError, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';

import { type ErrorCode, VigieError } from '../domain/errors.ts';
import type { LocalizedText } from '../domain/tickets/labels.ts';
import type { Logger } from '../main/logger.ts';
import { shownPath, toProblem } from './problem.ts';

/** What Node's HTTP parser refuses, by its error code; everything else is `invalid_request`. */
const REFUSALS: Record<string, [code: ErrorCode, text: LocalizedText]> = {
  ERR_HTTP_REQUEST_TIMEOUT: [
    'request_timeout',
    {
      fr: 'La requête n’est pas arrivée entière à temps. Renvoyez-la.',
      en: 'The request did not arrive whole in time. Send it again.',
    },
  ],
  HPE_HEADER_OVERFLOW: [
    'headers_too_large',
    {
      fr: 'Les en-têtes dépassent 16 Kio. Envoyez-en moins, ou de plus courts.',
      en: 'The headers are larger than 16 KiB. Send fewer or shorter ones.',
    },
  ],
};

const NO_HTTP: LocalizedText = {
  fr: 'Ce qui a été envoyé n’est pas une requête HTTP valable.',
  en: 'What was sent is no valid HTTP request.',
};
const PART_TOO_LONG: LocalizedText = {
  fr: 'Une partie du chemin est plus longue que tout ce qui existe ici.',
  en: 'A part of the path is longer than anything that exists here.',
};
const NOT_DECODABLE: LocalizedText = {
  fr: 'Le chemin ne peut être décodé : un % doit commencer une séquence telle que %20, en UTF-8.',
  en: 'The path cannot be decoded: a % must begin an escape such as %20, and escapes must be UTF-8.',
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
  const [code, text] = REFUSALS[error.code ?? ''] ?? ['invalid_request', NO_HTTP];
  const problem = toProblem(new VigieError(code, text), { id, path: '' });
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
  const text = error.code === 'FST_ERR_MAX_PARAM_LENGTH' ? PART_TOO_LONG : NOT_DECODABLE;
  const problem = toProblem(new VigieError('invalid_request', text), {
    id: request.id,
    path: shownPath(request.url),
  });
  void reply
    .code(problem.status)
    .headers({ 'cache-control': 'no-store', 'x-request-id': request.id })
    .type('application/problem+json')
    .send(problem);
}
