import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, ref } from '../../../contract/schemas.ts';
import { SCREEN_PAGES } from '../../../domain/screens/screen.ts';
import { ScreenAnswer, screenAnswer, ScreenSeen } from '../../../screens/screen-answer.ts';
import { MAIN_ORG_ADMIN, mainOrgAdmin } from '../../main-org-admin.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, ScreenSeen, ScreenAnswer);
  app.post(
    '/v1/screens',
    {
      config: { ...MAIN_ORG_ADMIN, problems: ['role_missing', 'conflict'] },
      schema: {
        summary: 'Begins a screen, or goes on with one of that name whose link was never made',
        description:
          'Then its account is made in Grafana, with the login and the address of the answer, and its link asked for. ' +
          'For the Grafana role Admin (X-Vigie-User, X-Vigie-Role), or the scope admin.',
        tags: ['screens'],
        body: Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 200 }),
            page: Type.Optional(Type.Enum([...SCREEN_PAGES])),
            expiresInDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
          },
          { additionalProperties: false }
        ),
        response: { 201: ref(ScreenAnswer) },
      },
    },
    async (request, reply) => {
      const actor = mainOrgAdmin(request);
      return reply.code(201).send(screenAnswer(await app.vigie.screens.begin(request.body, actor)));
    }
  );
};

export default route;
