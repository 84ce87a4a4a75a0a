import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { ConnectionAnswer, connectionAnswer } from '../../../upstreams/connections/connection-answer.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/v1/connections',
    {
      config: { scopes: ['admin'] },
      schema: {
        summary: 'All upstream accounts, by name, without their credentials',
        tags: ['connections'],
        response: { 200: Type.Object({ connections: Type.Array(ConnectionAnswer) }), '4xx': Type.Ref('Problem') },
      },
    },
    async () => ({ connections: (await app.vigie.connections.list()).map(connectionAnswer) })
  );
};

export default route;
