import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { MAIN_ORG_ADMIN, mainOrgAdmin } from '../../main-org-admin.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.delete(
    '/v1/screens/:id',
    {
      config: { ...MAIN_ORG_ADMIN, problems: ['role_missing', 'not_found'] },
      schema: {
        summary: "Notes that a screen's account is gone from Grafana, which is what ends its link",
        tags: ['screens'],
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await app.vigie.screens.revoke(request.params.id, mainOrgAdmin(request));
      return reply.code(204).send(null);
    }
  );
};

export default route;
