import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, ref } from '../../../contract/schemas.ts';
import { TokenAnswer, tokenAnswer } from '../../../identity/token-answer.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, TokenAnswer);
  app.get(
    '/v1/tokens',
    {
      config: { scopes: ['admin'] },
      schema: {
        summary: 'All tokens, oldest first, without their secrets',
        tags: ['tokens'],
        response: { 200: Type.Object({ tokens: Type.Array(ref(TokenAnswer)) }) },
      },
    },
    async () => ({ tokens: (await app.vigie.tokens.list()).map(tokenAnswer) })
  );
};

export default route;
