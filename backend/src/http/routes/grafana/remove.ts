import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { removeGrafanaOrg } from '../../../store/settings/grafana-orgs.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.delete(
    '/v1/grafana/orgs/:id',
    {
      config: { scopes: ['admin'], problems: ['not_found'] },
      schema: {
        summary: 'Forgets a Grafana organisation; in Grafana nothing changes',
        tags: ['grafana'],
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await removeGrafanaOrg(app.vigie.services.db, request.params.id);
      return reply.code(204).send(null);
    }
  );
};

export default route;
