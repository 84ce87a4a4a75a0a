import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, ref } from '../../../contract/schemas.ts';
import { GrafanaOrgAnswer } from '../../../grafana/binding-answer.ts';
import { readGrafanaOrgs } from '../../../store/settings/grafana-orgs.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, GrafanaOrgAnswer);
  app.get(
    '/v1/grafana/orgs',
    {
      config: { scopes: ['admin'] },
      schema: {
        summary: 'The Grafana organisations that Vigie made, in the order in which they were made',
        tags: ['grafana'],
        response: { 200: Type.Object({ orgs: Type.Array(ref(GrafanaOrgAnswer)) }) },
      },
    },
    async () => ({ orgs: await readGrafanaOrgs(app.vigie.services.db) })
  );
};

export default route;
