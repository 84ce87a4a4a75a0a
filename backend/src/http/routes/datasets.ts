import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { accessOf } from '../plugins/app/authentication.ts';

/** What the query editor is drawn from: the datasets that the caller's token may read. */
const route: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/v1/datasets',
    {
      config: { scopes: ['tickets:read', 'counters:read'] },
      schema: {
        summary: 'The datasets the token may read',
        tags: ['data'],
        response: { 200: Type.Object({ datasets: Type.Array(Type.Any()) }), '4xx': Type.Ref('Problem') },
      },
    },
    async (request) => {
      const scopes: readonly string[] = accessOf(request).scopes;
      const { datasets } = app.vigie.catalogue.describe();
      return { datasets: datasets.filter((dataset) => dataset.scopes.some((scope) => scopes.includes(scope))) };
    }
  );
};

export default route;
