import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { VigieError } from '../../../domain/errors.ts';
import { DEFAULT_RATE_LIMITS } from '../../rate-limits.ts';

/** What an upstream tells about a ticket is a few kilobytes; it is read past, never looked at. */
const BODY_LIMIT_BYTES = 64 * 1024;

/**
 * A webhook is a hint that something changed: the payload is not trusted, hence not parsed, and what changed is read from
 * the upstream itself. The secret in the path stands for a token; `shownPath` keeps it out of answers, the request log
 * writes no paths.
 */
const route: FastifyPluginAsyncTypebox = async (app) => {
  const { webhooksPerAddress } = app.vigie.rateLimits ?? DEFAULT_RATE_LIMITS;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES }, (_request, _body, done) =>
    done(null)
  );
  app.post(
    '/v1/webhooks/atera/:secret',
    {
      config: {
        public: true,
        problems: ['not_found'],
        rateLimit: {
          max: webhooksPerAddress,
          keyGenerator: (request) => request.ip,
          errorResponseBuilder: (_request, { after }) =>
            new VigieError('rate_limited', {
              fr: `Trop d’appels de webhook depuis cette adresse. Réessayez dans ${after}.`,
              en: `Too many webhook calls from this address. Try again in ${after}.`,
            }),
        },
      },
      schema: {
        summary: "Reads a connection soon: its upstream's webhook says that something changed",
        description: 'Answers at once. The body is ignored. However many calls come, few readings are made.',
        tags: ['connections'],
        params: Type.Object({ secret: Type.String({ maxLength: 200 }) }),
        response: { 202: Type.Object({ accepted: Type.Literal(true) }) },
      },
    },
    async (request, reply) => {
      const connection = await app.vigie.connections.calledBy(request.params.secret);
      if (connection === undefined) {
        throw new VigieError(
          'not_found',
          {
            fr: 'Ce webhook n’existe pas. « vigie connections webhook » en fait un.',
            en: 'This webhook does not exist. "vigie connections webhook" makes one.',
          },
          { refusal: { reason: 'webhook_unknown' } }
        );
      }
      app.vigie.sync.hint(connection);
      return reply.code(202).send({ accepted: true });
    }
  );
};

export default route;
