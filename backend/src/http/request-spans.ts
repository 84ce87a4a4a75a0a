import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Access } from '../domain/access/access.ts';
import { parseTraceparent } from '../tracing/traceparent.ts';
import { NO_TRACING, type Part, type Span, type Tracing } from '../tracing/tracing.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Its span, where it is recorded. */
    span: Span | undefined;
  }
}

/**
 * Names the caller's trace in each line of a request's log, whether anything is recorded or not, and records requests as parts
 * of that trace: those with a valid token alone, since the sender of the header decides that there is something to record.
 */
export function traceRequests(app: FastifyInstance, tracing: Tracing = NO_TRACING): void {
  app.decorateRequest('span', undefined);
  app.addHook('onRequest', (request, reply, done) => {
    const parent = parentOf(request);
    if (parent !== undefined) {
      nameTrace(request, reply, parent.traceId);
    }
    done();
  });
  if (!tracing.on) {
    return;
  }
  // The first hook after those that authenticate.
  app.addHook('preParsing', (request, reply, _payload, done) => {
    if (request.access === null) {
      done();
      return;
    }
    const parent = parentOf(request);
    const span = tracing.begin(serverPart(request, request.access), { parent, secondsAgo: reply.elapsedTime / 1_000 });
    if (span === undefined) {
      done();
      return;
    }
    if (parent === undefined) {
      nameTrace(request, reply, span.traceId);
    }
    request.span = span;
    // Comes for an answer that was sent, and for one that nobody waited for.
    reply.raw.once('close', () => endSpan(span, reply));
    tracing.inside(span, done);
  });
  // The body comes in events of the connection, which belong to no request.
  app.addHook('preValidation', ({ span }, _reply, done) => (span === undefined ? done() : tracing.inside(span, done)));
}

const parentOf = ({ headers }: FastifyRequest) => parseTraceparent(headers['traceparent']);

/** As OpenTelemetry names it in logs of other forms than its own ("Trace Context in non-OTLP Log Formats"). */
function nameTrace(request: FastifyRequest, reply: FastifyReply, traceId: string): void {
  request.log = reply.log = request.log.child({ trace_id: traceId });
}

/** Never the path: callers choose it. */
function serverPart({ method, routeOptions: { url = 'unknown' } }: FastifyRequest, { tokenId }: Access): Part {
  return {
    name: `${method} ${url}`,
    kind: 'server',
    attributes: { 'http.request.method': method, 'http.route': url, 'vigie.token.id': tokenId },
  };
}

function endSpan(span: Span, { raw, statusCode }: FastifyReply): void {
  if (raw.writableFinished) {
    span.set({ 'http.response.status_code': statusCode });
  } else {
    span.set({ 'vigie.caller_gone': true });
  }
  if (statusCode >= 500) {
    span.fail({ code: String(statusCode) });
  }
  span.end();
}
