import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { PLAIN } from '../../../audit/recordable.ts';
import { SCOPES, SHOWN_FIELDS } from '../../../domain/access/access.ts';
import { actorIn } from '../../plugins/app/authentication.ts';

const Names = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 1000, uniqueItems: true });

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/v1/tokens',
    {
      config: { scopes: ['admin'] },
      schema: {
        summary: 'Makes a token; the answer is the only place where it is shown',
        tags: ['tokens'],
        body: Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 100, pattern: `^(?=.*\\S)${PLAIN.slice(1)}` }),
            scopes: Type.Array(Type.Enum([...SCOPES]), { minItems: 1, uniqueItems: true }),
            enterprises: Type.Optional(Names),
            connections: Type.Optional(Names),
            clients: Type.Optional(Names),
            shows: Type.Optional(Type.Array(Type.Enum([...SHOWN_FIELDS]), { uniqueItems: true })),
            expiresInDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
          },
          { additionalProperties: false }
        ),
        response: { 201: Type.Object({ id: Type.String(), token: Type.String() }) },
      },
    },
    async (request, reply) => reply.code(201).send(await app.vigie.tokens.create(request.body, actorIn(request)))
  );
};

export default route;
