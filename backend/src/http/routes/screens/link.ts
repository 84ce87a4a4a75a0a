import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, ref } from '../../../contract/schemas.ts';
import { ScreenLinkAnswer } from '../../../screens/screen-answer.ts';
import { MAIN_ORG_ADMIN, mainOrgAdmin } from '../../main-org-admin.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, ScreenLinkAnswer);
  app.post(
    '/v1/screens/:id/link',
    {
      config: { ...MAIN_ORG_ADMIN, problems: ['role_missing', 'not_found', 'conflict'] },
      schema: {
        summary: 'Makes the link of a screen that was begun, once; the answer is the only place where it is shown',
        tags: ['screens'],
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        body: Type.Object({}, { additionalProperties: false }),
        response: { 201: ref(ScreenLinkAnswer) },
      },
    },
    async (request, reply) => {
      const actor = mainOrgAdmin(request);
      return reply.code(201).send(await app.vigie.screens.link(request.params.id, actor));
    }
  );
};

export default route;
