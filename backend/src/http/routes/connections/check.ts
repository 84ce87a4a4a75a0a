import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';

import { addSchemas, ref } from '../../../contract/schemas.ts';
import { ConnectionName, ConnectionTestAnswer } from '../../../upstreams/connections/connection-answer.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, ConnectionTestAnswer);
  app.post(
    '/v1/connections/:name/test',
    {
      config: { scopes: ['admin'], problems: ['not_found'] },
      schema: {
        summary: 'Asks an upstream account whether it takes its key',
        tags: ['connections'],
        params: ConnectionName,
        response: { 200: ref(ConnectionTestAnswer) },
      },
    },
    async (request) => app.vigie.connections.test(request.params.name)
  );
};

export default route;
