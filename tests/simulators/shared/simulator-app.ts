import { setTimeout as sleep } from 'node:timers/promises';

import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { answerByFault, dateHeader } from './faults/answers.ts';
import type { FaultKind } from './faults/fault.ts';
import { type Faults, RequestFaults } from './faults/faults.ts';
import type { RequestLog } from './requests/request-log.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Faults that touch this request. */
    faults: RequestFaults;
    /** Query values by name; of a repeated name the first value counts. */
    queryValues: Record<string, string>;
    /** Writes the request's status into the log; later calls change nothing. Called before the bytes leave. */
    settle: (status: number) => void;
    /** Aborted when the simulator closes: nothing waits longer. */
    closing: AbortSignal;
  }
}

/** What every simulated system shares. */
export interface SimulatorParts {
  /** Business clock: the Date header and everything the simulated system dates. */
  now: () => Date;
  faults: Faults;
  requests: RequestLog;
  /** Kinds of faults that the simulated system answers in a way of its own. */
  ownFaults?: readonly FaultKind[];
  /** Answers what no route takes. Default: an empty 404. */
  notFound?: (request: FastifyRequest, reply: FastifyReply) => FastifyReply;
}

/** Path prefix of the control API: neither logged, nor limited, nor touched by faults. */
export const CONTROL_PREFIX = '/_sim';

/** A Fastify server with what simulators share: request log, Date header, fault switches, 404 answers. */
export function createSimulatorApp({ now, faults, requests, ownFaults, notFound }: SimulatorParts): FastifyInstance {
  const app = Fastify({
    forceCloseConnections: true,
    routerOptions: { caseSensitive: false },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  });
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  app.decorateRequest('faults');
  app.decorateRequest('queryValues');
  app.decorateRequest('settle');
  app.decorateRequest('closing');

  app.addHook('onRequest', async (request, reply) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    request.queryValues = firstValues(request.query as Record<string, string | string[]>);
    request.faults = new RequestFaults();
    request.settle = () => {};
    request.closing = closing.signal;
    if (path.startsWith(`${CONTROL_PREFIX}/`)) {
      return;
    }
    const entry = requests.start(request.method, path, request.queryValues);
    request.settle = (status) => requests.finish(entry, status);
    // A request that ends without an answer (reset, hang, client gone) is settled here; the others were before.
    reply.raw.once('close', () => request.settle(0));
    request.faults = faults.take(path, request.queryValues);
    reply.header('date', dateHeader(now(), request.faults));
    const delayMs = request.faults.all('slow').reduce((sum, fault) => sum + fault.delayMs, 0);
    await pause(delayMs, request.closing);
    return answerByFault(request, reply, now, ownFaults);
  });
  app.addHook('onSend', async (request, reply) => {
    // Before the bytes leave: who has read the answer finds it in the log.
    request.settle(reply.statusCode);
  });
  app.setNotFoundHandler(notFound ?? ((_request, reply) => sendEmpty(reply, 404)));
  return app;
}

/** An answer without a body, as most refusals of the simulated systems are. */
export function sendEmpty(reply: FastifyReply, status: number): FastifyReply {
  return reply.code(status).header('content-length', 0).send();
}

/** Waits unless there is nothing to wait for or the simulator closes. */
export async function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  if (milliseconds > 0) {
    await sleep(milliseconds, undefined, { signal: stop }).catch((error: unknown) => {
      if (!stop.aborted) {
        throw error;
      }
    });
  }
}

function firstValues(query: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? (value[0] ?? '') : value])
  );
}
