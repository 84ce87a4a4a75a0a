import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { ConnectionName, ConnectionTestAnswer } from '../../../upstreams/connections/connection-answer.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/v1/connections/:name/test',
    {
      config: { scopes: ['admin'] },
      schema: {
        summary: 'Asks an upstream account whether it takes its key',
        tags: ['connections'],
        params: ConnectionName,
        response: { 200: ConnectionTestAnswer, '4xx': Type.Ref('Problem'), '5xx': Type.Ref('Problem') },
      },
    },
    async (request) => app.vigie.connections.test(request.params.name)
  );
};

export default route;
