import rateLimit from '@fastify/rate-limit';
import fp from 'fastify-plugin';

import { VigieError } from '../../../domain/errors.ts';
import { DEFAULT_RATE_LIMITS } from '../../rate-limits.ts';

/** A limit for each token. It runs as a hook of the routes, after the authentication, which is a hook of the app. */
export default fp(async (app) => {
  const { perToken } = app.vigie.rateLimits ?? DEFAULT_RATE_LIMITS;
  await app.register(rateLimit, {
    max: perToken,
    timeWindow: '1 minute',
    hook: 'onRequest',
    keyGenerator: (request) => request.access?.tokenId ?? request.ip,
    errorResponseBuilder: (_request, { max, after }) =>
      new VigieError('rate_limited', {
        fr: `Plus de ${max} requêtes en une minute avec ce jeton. Réessayez dans ${after}.`,
        en: `More than ${max} requests in a minute with this token. Try again in ${after}.`,
      }),
  });
});
