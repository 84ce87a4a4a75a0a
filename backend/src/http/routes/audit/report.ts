import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { refuseSecrets, ReportedAction } from '../../../audit/reported-action.ts';
import { addSchemas, ref } from '../../../contract/schemas.ts';
import { actorOf } from '../../../identity/actor.ts';
import { recordAudit } from '../../../store/audit.ts';
import { accessOf } from '../../plugins/app/authentication.ts';
import { DEFAULT_RATE_LIMITS } from '../../rate-limits.ts';
import { writerOf } from '../../writer.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, ReportedAction);
  const { reportsPerToken } = app.vigie.rateLimits ?? DEFAULT_RATE_LIMITS;
  app.post(
    '/v1/audit',
    {
      config: {
        scopes: ['sites:write'],
        allOf: ['enterprises'],
        rateLimit: { max: reportsPerToken },
        problems: ['role_missing'],
      },
      schema: {
        summary: 'Records an action that a page of the app did in Grafana',
        description:
          'For the Grafana role Admin (X-Vigie-User, X-Vigie-Role) and a token of all enterprises. Recorded as claimed.',
        tags: ['operation'],
        body: ref(ReportedAction),
        response: { 201: Type.Object({ id: Type.Integer() }) },
      },
    },
    async (request, reply) => {
      const { action, target, before = null, after = null } = request.body;
      const actor = actorOf(accessOf(request), writerOf(request.headers, ['Admin']));
      refuseSecrets(request.body);
      const id = await recordAudit(app.vigie.services.db, { ...actor, action, target, before, after });
      return reply.code(201).send({ id });
    }
  );
};

export default route;
