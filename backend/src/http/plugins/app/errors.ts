import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

import { BusyError } from '../../../domain/busy-error.ts';
import { VigieError } from '../../../domain/errors.ts';
import { shownPath, toProblem } from '../../problem.ts';
import { createMethodIndex } from './methods.ts';

/** The status that servers log for a caller that went away (nginx's 499): HTTP has none. */
const CLIENT_CLOSED_REQUEST = 499;

/** Every error becomes a problem answer here; what is masked for the caller goes into the log with its cause. */
export function installErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    if (reply.raw.destroyed) {
      // The caller went away and the work was given up: nobody reads an answer, and nothing is wrong.
      return reply.code(CLIENT_CLOSED_REQUEST).send();
    }
    const problem = toProblem(error, { id: request.id, path: shownPath(request.url) });
    if (error instanceof BusyError) {
      // Counted, and logged one line a burst, where it was refused.
      reply.header('retry-after', String(error.retryAfterSeconds));
    } else if (problem.status >= 500) {
      request.log.error({ err: error, code: problem.code }, 'request failed');
    }
    return reply.code(problem.status).type('application/problem+json').send(problem);
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
}

export default fp(async (app) => {
  installErrors(app);
  const methodsAt = createMethodIndex(app);
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, async (request, reply) => {
    const methods = methodsAt(request.url);
    if (methods.length > 0) {
      reply.header('allow', methods.join(', '));
      throw new VigieError('method_not_allowed', {
        fr: `${request.method} n’est pas possible sur ${shownPath(request.url)} : utilisez ${methods.join(' ou ')}.`,
        en: `${request.method} is not possible on ${shownPath(request.url)}: use ${methods.join(' or ')}.`,
      });
    }
    throw new VigieError('not_found', {
      fr: `${request.method} ${shownPath(request.url)} n’existe pas. GET /openapi.json donne la liste de ce qui existe.`,
      en: `${request.method} ${shownPath(request.url)} does not exist. GET /openapi.json lists what does.`,
    });
  });
});
