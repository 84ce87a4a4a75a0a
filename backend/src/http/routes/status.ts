import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { readStatus, Status } from '../../doctor/status.ts';
import { SCOPES } from '../../domain/access/access.ts';
import { accessOf } from '../plugins/app/authentication.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/v1/status',
    {
      config: { scopes: SCOPES },
      schema: {
        summary: "The state of each source, the token's rights, and what was found odd",
        tags: ['data'],
        response: { 200: Status, '4xx': Type.Ref('Problem'), '5xx': Type.Ref('Problem') },
      },
    },
    async (request) => readStatus(app.vigie.services, accessOf(request), app.vigie.version)
  );
};

export default route;
