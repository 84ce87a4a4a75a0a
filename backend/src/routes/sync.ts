import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/v1/sync',
    {
      config: { scopes: ['admin'] },
      schema: {
        summary: 'Reads the sources now and answers when that is done',
        tags: ['operation'],
        body: Type.Object(
          { full: Type.Optional(Type.Boolean({ description: 'Compare everything instead of what changed' })) },
          { additionalProperties: false }
        ),
        response: { 200: Type.Any(), '4xx': Type.Ref('Problem'), '5xx': Type.Ref('Problem') },
      },
    },
    async (request) => app.vigie.sync.syncNow({ full: request.body.full ?? false })
  );
};

export default route;
