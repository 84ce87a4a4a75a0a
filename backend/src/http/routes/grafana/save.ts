import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, ref } from '../../../contract/schemas.ts';
import { GrafanaOrgBody } from '../../../grafana/binding-answer.ts';
import { saveGrafanaOrg } from '../../../store/settings/grafana-orgs.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, GrafanaOrgBody);
  app.put(
    '/v1/grafana/orgs/:id',
    {
      config: { scopes: ['admin'], problems: ['conflict'] },
      schema: {
        summary: 'Binds a Grafana organisation, or changes what is known of it',
        tags: ['grafana'],
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        body: ref(GrafanaOrgBody),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await saveGrafanaOrg(app.vigie.services.db, { id: request.params.id, ...request.body });
      return reply.code(204).send(null);
    }
  );
};

export default route;
