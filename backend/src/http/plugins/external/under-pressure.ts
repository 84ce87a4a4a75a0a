import underPressure from '@fastify/under-pressure';
import fp from 'fastify-plugin';

import { VigieError } from '../../../domain/errors.ts';

/** Event loop delay from which requests are refused, so that those under way get done. */
const MAX_EVENT_LOOP_DELAY_MS = 2000;

export default fp(async (app) => {
  await app.register(underPressure, {
    maxEventLoopDelay: app.vigie.maxEventLoopDelayMs ?? MAX_EVENT_LOOP_DELAY_MS,
    pressureHandler: async (request, reply) => {
      // Liveness must tell a busy process from a dead one.
      if (request.routeOptions.config.public !== true) {
        reply.header('retry-after', '5');
        throw new VigieError('overloaded', 'Vigie has more work than it can do at the moment. Try again in 5 seconds.');
      }
    },
  });
});
