import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { SCOPES } from '../../../domain/access/access.ts';
import { noteRefusal } from '../../plugins/app/refusals.ts';
import { DEFAULT_RATE_LIMITS } from '../../rate-limits.ts';

/**
 * The data source's Go part refuses a person whose role is not enough without passing the call on; here it says so.
 * A holder of a token could make that up, but only under that token, and counted like any other attempt.
 */
const route: FastifyPluginAsyncTypebox = async (app) => {
  const { reportsPerToken } = app.vigie.rateLimits ?? DEFAULT_RATE_LIMITS;
  app.post(
    '/v1/audit/refused',
    {
      config: { scopes: SCOPES, rateLimit: { max: reportsPerToken } },
      schema: {
        summary: 'Counts a call that the data source refused for want of a Grafana role',
        tags: ['operation'],
        body: Type.Object(
          {
            method: Type.Enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
            resource: Type.String({ pattern: '^[a-z]{1,50}$', description: 'First segment of its path' }),
          },
          { additionalProperties: false }
        ),
        response: { 202: Type.Object({ noted: Type.Literal(true) }) },
      },
    },
    async (request, reply) => {
      const { method, resource } = request.body;
      noteRefusal(request, { reason: 'role_missing' }, `${method} /v1/${resource}`);
      return reply.code(202).send({ noted: true });
    }
  );
};

export default route;
