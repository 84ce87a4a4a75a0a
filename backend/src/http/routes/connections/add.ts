import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, ref } from '../../../contract/schemas.ts';
import { ConnectionTestAnswer, Kind } from '../../../upstreams/connections/connection-answer.ts';
import { actorIn } from '../../plugins/app/authentication.ts';

const Text = Type.String({ minLength: 1, maxLength: 500 });

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, ConnectionTestAnswer);
  app.post(
    '/v1/connections',
    {
      config: { scopes: ['admin'], problems: ['source_unavailable'] },
      schema: {
        summary: 'Tests an upstream account, stores it with its credentials encrypted, and begins to read it',
        description: 'With `replace`, what is absent stays as it is.',
        tags: ['connections'],
        body: Type.Object(
          {
            name: Text,
            kind: Type.Optional(Kind),
            url: Type.Optional(Text),
            database: Type.Optional(Text),
            login: Type.Optional(Text),
            requestsPerMinute: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
            secret: Type.String({ minLength: 1, maxLength: 8192, description: 'API key; it is never shown again' }),
            replace: Type.Optional(Type.Boolean({ description: 'Takes the place of the one of that name' })),
          },
          { additionalProperties: false }
        ),
        response: { 201: ref(ConnectionTestAnswer) },
      },
    },
    async (request, reply) => {
      const answer = await app.vigie.connections.add(request.body, actorIn(request));
      app.vigie.sync.hint(request.body.name);
      return reply.code(201).send(answer);
    }
  );
};

export default route;
