import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { actorIn } from '../../plugins/app/authentication.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/v1/screens/keys',
    {
      config: { scopes: ['admin'] },
      schema: {
        summary: "The public key of the screens' links as a JWK Set, which Grafana's jwk_set_file takes",
        tags: ['screens'],
        response: { 200: Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.String())) }) },
      },
    },
    async () => app.vigie.screens.keySet()
  );
  app.post(
    '/v1/screens/keys/rotate',
    {
      config: { scopes: ['admin'] },
      schema: {
        summary: 'Makes another key; all links end when Grafana has it',
        tags: ['screens'],
        body: Type.Object({}, { additionalProperties: false }),
        response: { 200: Type.Object({ keyId: Type.String() }) },
      },
    },
    async (request) => app.vigie.screens.rotateKey(actorIn(request))
  );
};

export default route;
