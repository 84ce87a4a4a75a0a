import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { SCOPES } from '../../domain/access/access.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/openapi.json',
    {
      config: { scopes: SCOPES },
      schema: {
        summary: 'This document',
        tags: ['operation'],
        response: { 200: Type.Unsafe<object>({ type: 'object', additionalProperties: true }) },
      },
    },
    async () => app.swagger()
  );
};

export default route;
