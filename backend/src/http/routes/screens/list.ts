import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, ref } from '../../../contract/schemas.ts';
import { ScreenAnswer, screenAnswer, ScreenSeen } from '../../../screens/screen-answer.ts';
import { MAIN_ORG_ADMIN, mainOrgAdmin } from '../../main-org-admin.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, ScreenSeen, ScreenAnswer);
  app.get(
    '/v1/screens',
    {
      config: { ...MAIN_ORG_ADMIN, problems: ['role_missing'] },
      schema: {
        summary: 'The office screens by name; revoked ones for 30 days',
        description: 'For the Grafana role Admin (X-Vigie-User, X-Vigie-Role), or the scope admin.',
        tags: ['screens'],
        response: {
          200: Type.Object({
            screens: Type.Array(ref(ScreenAnswer)),
            org: Type.Union([Type.Object({ id: Type.Integer(), name: Type.String() }), Type.Null()], {
              description: 'Their organisation in Grafana; null before "vigie grafana apply" has made it',
            }),
          }),
        },
      },
    },
    async (request) => {
      mainOrgAdmin(request);
      const [screens, org] = await Promise.all([app.vigie.screens.list(), app.vigie.screens.org()]);
      return { screens: screens.map(screenAnswer), org };
    }
  );
};

export default route;
