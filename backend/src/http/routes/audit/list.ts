import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { AuditAnswer, auditAnswer } from '../../../audit/audit-answer.ts';
import { addSchemas, ref } from '../../../contract/schemas.ts';
import { readAudit } from '../../../store/audit.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, AuditAnswer);
  app.get(
    '/v1/audit',
    {
      config: { scopes: ['admin'] },
      schema: {
        summary: 'What was changed through Vigie, and who was refused, newest first',
        tags: ['operation'],
        querystring: Type.Object(
          {
            limit: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,3}$', description: 'default: 100' })),
            action: Type.Optional(
              Type.String({ maxLength: 100, description: 'Of one action (token.create), or of one kind (token)' })
            ),
            beforeId: Type.Optional(Type.String({ pattern: '^\\d{1,15}$', description: 'Pages on' })),
          },
          { additionalProperties: false }
        ),
        response: { 200: Type.Object({ entries: Type.Array(ref(AuditAnswer)) }) },
      },
    },
    async (request) => {
      const { limit, beforeId, action } = request.query;
      const entries = await readAudit(app.vigie.services.db, {
        limit: Number(limit ?? 100),
        action,
        ...(beforeId === undefined ? {} : { beforeId: Number(beforeId) }),
      });
      return { entries: entries.map(auditAnswer) };
    }
  );
};

export default route;
