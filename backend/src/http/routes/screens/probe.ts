import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { MAIN_ORG_ADMIN, mainOrgAdmin } from '../../main-org-admin.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/v1/screens/probe',
    {
      config: { ...MAIN_ORG_ADMIN, problems: ['role_missing'] },
      schema: {
        summary: 'Signs a token for an account that does not exist, valid for a minute',
        description: 'Grafana refuses it in one way when it takes links, and in another when it does not.',
        tags: ['screens'],
        body: Type.Object({}, { additionalProperties: false }),
        response: { 201: Type.Object({ token: Type.String() }) },
      },
    },
    async (request, reply) => {
      mainOrgAdmin(request);
      return reply.code(201).send(await app.vigie.screens.probe());
    }
  );
};

export default route;
