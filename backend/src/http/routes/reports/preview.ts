import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, Instant, ref } from '../../../contract/schemas.ts';
import { ReportPreviewAnswer, reportPreviewAnswer } from '../../../reports/report-answer.ts';
import { callerGone } from '../../caller-gone.ts';
import { MAIN_ORG_ADMIN, mainOrgAdmin } from '../../main-org-admin.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, ReportPreviewAnswer);
  app.get(
    '/v1/reports/preview',
    {
      config: {
        ...MAIN_ORG_ADMIN,
        problems: ['role_missing', 'not_found', 'parameter_invalid', 'counters_off', 'source_unavailable'],
      },
      schema: {
        summary: 'A report as it would be sent, with its attached files',
        description: 'For the Grafana role Admin (X-Vigie-User, X-Vigie-Role), or the scope admin.',
        tags: ['reports'],
        querystring: Type.Object(
          {
            report: Type.String({ minLength: 1, maxLength: 200 }),
            enterprise: Type.Optional(
              Type.String({
                minLength: 1,
                maxLength: 200,
                description: 'Absent: the first that the report is made for',
              })
            ),
            dueAt: Type.Optional({ ...Instant, description: 'Absent: the last due time' }),
          },
          { additionalProperties: false }
        ),
        response: { 200: ref(ReportPreviewAnswer) },
      },
    },
    async (request, reply) => {
      mainOrgAdmin(request);
      const { report, enterprise, dueAt } = request.query;
      const wanted = { report, enterprise, dueAt: dueAt === undefined ? undefined : new Date(dueAt) };
      return reportPreviewAnswer(await app.vigie.reports.preview(wanted, callerGone(reply)));
    }
  );
};

export default route;
