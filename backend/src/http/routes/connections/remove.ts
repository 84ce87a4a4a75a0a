import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { ConnectionName } from '../../../upstreams/connections/connection-answer.ts';
import { actorIn } from '../../plugins/app/authentication.ts';

const Count = Type.Integer({ minimum: 0 });

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.delete(
    '/v1/connections/:name',
    {
      config: { scopes: ['admin'], problems: ['not_found'] },
      schema: {
        summary: 'Deletes an upstream account, its credentials, its webhook and all that was read from it',
        tags: ['connections'],
        params: ConnectionName,
        response: {
          200: Type.Object({ tickets: Count, alerts: Count, customers: Count }),
        },
      },
    },
    async (request) => {
      const removed = await app.vigie.connections.remove(request.params.name, actorIn(request));
      app.vigie.sync.hint(request.params.name);
      return removed;
    }
  );
};

export default route;
