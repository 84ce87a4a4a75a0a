import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { actorIn } from '../../plugins/app/authentication.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.delete(
    '/v1/tokens/:id',
    {
      config: { scopes: ['admin'], problems: ['not_found'] },
      schema: {
        summary: 'Ends a token at once',
        tags: ['tokens'],
        params: Type.Object({ id: Type.String({ maxLength: 100 }) }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await app.vigie.tokens.revoke(request.params.id, actorIn(request));
      return reply.code(204).send(null);
    }
  );
};

export default route;
