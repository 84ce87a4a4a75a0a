import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, Instant, LocalizedText, ref } from '../../../contract/schemas.ts';
import { ReportDeliveryAnswer, reportDeliveryAnswer } from '../../../reports/report-answer.ts';
import { MAIN_ORG_ADMIN, mainOrgAdmin } from '../../main-org-admin.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, LocalizedText, ReportDeliveryAnswer);
  app.post(
    '/v1/reports/send',
    {
      config: { ...MAIN_ORG_ADMIN, problems: ['role_missing', 'not_found', 'parameter_invalid', 'conflict'] },
      schema: {
        summary: 'Sends a report of a due time, again if it was sent',
        description:
          'To those who have not got it, or to everybody when all have. The backend that leads does it within seconds; the answer holds the ' +
          'lines of the ledger to look at meanwhile. For the Grafana role Admin (X-Vigie-User, X-Vigie-Role), or the scope admin.',
        tags: ['reports'],
        body: Type.Object(
          {
            report: Type.String({ minLength: 1, maxLength: 200 }),
            enterprise: Type.Optional(
              Type.String({ minLength: 1, maxLength: 200, description: 'Absent: each that the report is made for' })
            ),
            dueAt: Type.Optional({ ...Instant, description: 'Absent: the last due time' }),
          },
          { additionalProperties: false }
        ),
        response: { 202: Type.Object({ deliveries: Type.Array(ref(ReportDeliveryAnswer)) }) },
      },
    },
    async (request, reply) => {
      const actor = mainOrgAdmin(request);
      const { report, enterprise, dueAt } = request.body;
      const deliveries = await app.vigie.reports.request(
        { report, enterprise, dueAt: dueAt === undefined ? undefined : new Date(dueAt) },
        actor
      );
      return reply.code(202).send({ deliveries: deliveries.map(reportDeliveryAnswer) });
    }
  );
};

export default route;
