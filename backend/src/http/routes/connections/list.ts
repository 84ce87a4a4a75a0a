import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, ref } from '../../../contract/schemas.ts';
import { ConnectionAnswer, connectionAnswer } from '../../../upstreams/connections/connection-answer.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, ConnectionAnswer);
  app.get(
    '/v1/connections',
    {
      config: { scopes: ['admin'] },
      schema: {
        summary: 'All upstream accounts, by name, without their credentials',
        tags: ['connections'],
        response: { 200: Type.Object({ connections: Type.Array(ref(ConnectionAnswer)) }) },
      },
    },
    async () => ({ connections: (await app.vigie.connections.list()).map(connectionAnswer) })
  );
};

export default route;
