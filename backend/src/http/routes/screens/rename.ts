import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, ref } from '../../../contract/schemas.ts';
import { ScreenAnswer, screenAnswer, ScreenSeen } from '../../../screens/screen-answer.ts';
import { MAIN_ORG_ADMIN, mainOrgAdmin } from '../../main-org-admin.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, ScreenSeen, ScreenAnswer);
  app.patch(
    '/v1/screens/:id',
    {
      config: { ...MAIN_ORG_ADMIN, problems: ['role_missing', 'not_found', 'conflict'] },
      schema: {
        summary: 'Gives a screen another name; its link stays',
        tags: ['screens'],
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
        response: { 200: ref(ScreenAnswer) },
      },
    },
    async (request) => {
      const actor = mainOrgAdmin(request);
      return screenAnswer(await app.vigie.screens.rename(request.params.id, request.body.name, actor));
    }
  );
};

export default route;
