import type { FastifyReply, FastifyRequest } from 'fastify';

import type { FaultKind, RetryAfterFormat } from './fault.ts';
import type { RequestFaults } from './faults.ts';

const HTML_PAGE = `<!DOCTYPE html>
<html lang="en"><head><title>Service temporarily unavailable</title></head>
<body><h1>We will be back soon</h1></body></html>
`;

/** The simulated server's own clock, moved by the request's `date-skew` faults. */
export function serverClock(now: Date, faults: RequestFaults): Date {
  const skewSeconds = faults.all('date-skew').reduce((sum, fault) => sum + fault.skewSeconds, 0);
  return new Date(now.getTime() + skewSeconds * 1000);
}

/** The Date header of an answer (RFC 9110 §6.6.1). */
export function dateHeader(now: Date, faults: RequestFaults): string {
  return serverClock(now, faults).toUTCString();
}

/** Adds Retry-After as seconds or as a date on the simulator's clock. */
export function setRetryAfter(reply: FastifyReply, seconds: number, format: RetryAfterFormat, now: () => Date): void {
  const value = format === 'seconds' ? String(seconds) : new Date(now().getTime() + seconds * 1000).toUTCString();
  reply.header('retry-after', value);
}

const ANSWERING_KINDS = ['status', 'key-revoked', 'reset', 'hang', 'html', 'empty'] as const;

/**
 * Lets the first fault that answers by itself do so; undefined when there is none and the real handler must answer.
 * @param ownFaults kinds that the simulated system answers in a way of its own
 */
export function answerByFault(
  request: FastifyRequest,
  reply: FastifyReply,
  now: () => Date,
  ownFaults: readonly FaultKind[] = []
): FastifyReply | undefined {
  const fault = request.faults.first(...ANSWERING_KINDS.filter((kind) => !ownFaults.includes(kind)));
  switch (fault?.kind) {
    case undefined:
      return undefined;
    case 'status':
      if (fault.retryAfterSeconds !== undefined) {
        const clock = () => serverClock(now(), request.faults);
        setRetryAfter(reply, fault.retryAfterSeconds, fault.retryAfter ?? 'seconds', clock);
      }
      if (fault.retryAfterText !== undefined) {
        reply.header('retry-after', fault.retryAfterText);
      }
      return reply.code(fault.status).header('content-length', 0).send();
    case 'key-revoked':
      return reply.code(401).header('content-length', 0).send();
    case 'html':
      return reply.type('text/html; charset=utf-8').send(HTML_PAGE);
    case 'empty':
      return reply.header('content-length', 0).send();
    case 'hang':
      return reply.hijack();
    case 'reset': {
      reply.hijack();
      const { socket } = request.raw;
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: applica', () => socket.resetAndDestroy());
      return reply;
    }
  }
}

/** Sends a JSON answer through the faults that spoil its bytes. */
export function sendJson(request: FastifyRequest, reply: FastifyReply, body: unknown): FastifyReply {
  const text = JSON.stringify(body);
  if (request.faults.has('truncated')) {
    return sendTruncated(request, reply, Buffer.from(text));
  }
  reply.type('application/json; charset=utf-8');
  return reply.send(request.faults.has('cut-json') ? text.slice(0, Math.floor(text.length / 2)) : text);
}

/** Raw HTTP, because Fastify would correct the Content-Length. */
function sendTruncated(request: FastifyRequest, reply: FastifyReply, body: Buffer): FastifyReply {
  const date = String(reply.getHeader('date'));
  request.settle(200);
  reply.hijack();
  const head = ['HTTP/1.1 200 OK', 'Content-Type: application/json; charset=utf-8', `Date: ${date}`];
  const { socket } = request.raw;
  socket.write(`${head.join('\r\n')}\r\nContent-Length: ${body.length}\r\n\r\n`);
  socket.end(body.subarray(0, Math.floor(body.length / 2)));
  return reply;
}
