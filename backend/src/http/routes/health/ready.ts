import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { SCOPES } from '../../../domain/access/access.ts';

/** Queries can be answered: the store is there. An upstream that is down does not count, its last data are served. */
const route: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/health/ready',
    {
      config: { scopes: SCOPES, sheds: 'never' },
      schema: {
        summary: 'Queries can be answered',
        tags: ['health'],
        response: { 200: Type.Object({ status: Type.Literal('ok') }) },
      },
    },
    async () => {
      await app.vigie.pingStore();
      return { status: 'ok' as const };
    }
  );
};

export default route;
