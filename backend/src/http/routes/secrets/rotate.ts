import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { actorIn } from '../../plugins/app/authentication.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/v1/secrets/rotate',
    {
      config: { scopes: ['admin'] },
      schema: {
        summary: 'Encrypts all stored credentials with the current VIGIE_SECRET_KEY, or none',
        tags: ['connections'],
        response: {
          200: Type.Object({
            keyId: Type.String({ description: 'Of the key they are all encrypted with now' }),
            reencrypted: Type.Integer({ minimum: 0 }),
          }),
        },
      },
    },
    async (request) => app.vigie.connections.rotateSecrets(actorIn(request))
  );
};

export default route;
