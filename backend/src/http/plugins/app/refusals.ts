import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';

import type { Refusal } from '../../../domain/access/refusal.ts';
import { VigieError } from '../../../domain/errors.ts';
import { actorOf } from '../../../identity/actor.ts';
import { grafanaCaller } from '../../../identity/grafana-caller.ts';

/** Who acts without a token that is known. */
const NO_TOKEN = { tokenId: 'none', tokenName: 'none' };

/** Every answer that refuses somebody is on its way into the audit here, whichever part refused. */
export default fp(async (app) => {
  app.addHook('onError', async (request, _reply, error) => {
    if (error instanceof VigieError && error.refusal !== undefined) {
      noteRefusal(request, error.refusal);
    }
  });
});

/**
 * Notes an attempt whose answer is no error, such as a query that is narrowed to nothing.
 * @param route method and route of what was refused, where that is not the request's own
 */
export function noteRefusal(
  request: FastifyRequest,
  { endedToken, ...refusal }: Refusal,
  route = routeOf(request)
): void {
  request.server.vigie.refusals.note({
    ...refusal,
    actor: actorOfAttempt(request, endedToken),
    route,
    address: request.ip,
  });
}

function routeOf({ method, routeOptions }: FastifyRequest): string {
  return `${method} ${routeOptions.url ?? '(no such path)'}`;
}

/** Caller headers are ignored without a token. */
function actorOfAttempt(request: FastifyRequest, ended: Refusal['endedToken']) {
  const token = request.access ?? (ended && { tokenId: ended.id, tokenName: ended.name });
  return token === undefined ? actorOf(NO_TOKEN) : actorOf(token, grafanaCaller(request.headers));
}
