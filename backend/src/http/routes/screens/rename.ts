import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, ref } from '../../../contract/schemas.ts';
import { ScreenAnswer, screenAnswer, ScreenSeen } from '../../../screens/screen-answer.ts';
import { MANAGES_SCREENS, screenManager } from '../../screen-manager.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, ScreenSeen, ScreenAnswer);
  app.patch(
    '/v1/screens/:id',
    {
      config: { ...MANAGES_SCREENS, problems: ['role_missing', 'not_found', 'conflict'] },
      schema: {
        summary: 'Gives a screen another name; its link stays',
        tags: ['screens'],
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
        response: { 200: ref(ScreenAnswer) },
      },
    },
    async (request) => {
      const actor = screenManager(request);
      return screenAnswer(await app.vigie.screens.rename(request.params.id, request.body.name, actor));
    }
  );
};

export default route;
