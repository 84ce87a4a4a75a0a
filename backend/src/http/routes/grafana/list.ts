import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { GrafanaOrgAnswer } from '../../../grafana/binding-answer.ts';
import { readGrafanaOrgs } from '../../../store/settings/grafana-orgs.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/v1/grafana/orgs',
    {
      config: { scopes: ['admin'] },
      schema: {
        summary: 'The Grafana organisations that Vigie made, in the order in which they were made',
        tags: ['grafana'],
        response: { 200: Type.Object({ orgs: Type.Array(GrafanaOrgAnswer) }), '4xx': Type.Ref('Problem') },
      },
    },
    async () => ({ orgs: await readGrafanaOrgs(app.vigie.services.db) })
  );
};

export default route;
