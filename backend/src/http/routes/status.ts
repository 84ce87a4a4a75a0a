import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';

import { addSchemas, ref } from '../../contract/schemas.ts';
import { Finding, readStatus, SourceStatus, Status } from '../../doctor/status.ts';
import { SCOPES } from '../../domain/access/access.ts';
import { accessOf } from '../plugins/app/authentication.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, SourceStatus, Finding, Status);
  app.get(
    '/v1/status',
    {
      config: { scopes: SCOPES, forClients: true },
      schema: {
        summary: "The state of each source, the token's rights, and what was found odd",
        tags: ['data'],
        response: { 200: ref(Status) },
      },
    },
    async (request) => readStatus(app.vigie.services, accessOf(request), app.vigie.version)
  );
};

export default route;
