import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { ConnectionName } from '../../../upstreams/connections/connection-answer.ts';
import { actorIn } from '../../plugins/app/authentication.ts';

const PATH = '/v1/connections/:name/webhook';

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    PATH,
    {
      config: { scopes: ['admin'], problems: ['not_found'] },
      schema: {
        summary: "Makes a connection's webhook; the answer is the only place where its address is shown",
        tags: ['connections'],
        params: ConnectionName,
        response: {
          201: Type.Object({ path: Type.String({ description: "Comes after the backend's address" }) }),
        },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await app.vigie.connections.createWebhook(request.params.name, actorIn(request)))
  );
  app.delete(
    PATH,
    {
      config: { scopes: ['admin'], problems: ['not_found'] },
      schema: {
        summary: "Ends a connection's webhook at once",
        tags: ['connections'],
        params: ConnectionName,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await app.vigie.connections.removeWebhook(request.params.name, actorIn(request));
      return reply.code(204).send(null);
    }
  );
};

export default route;
