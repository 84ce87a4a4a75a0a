import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, Instant, LocalizedText, OptionalText, ref } from '../../../contract/schemas.ts';
import {
  ReportDeliveryAnswer,
  reportDeliveryAnswer,
  ReportScheduleAnswer,
  reportScheduleAnswer,
} from '../../../reports/report-answer.ts';
import { MAIN_ORG_ADMIN, mainOrgAdmin } from '../../main-org-admin.ts';

const MOST = 5_000;

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, LocalizedText, ReportScheduleAnswer, ReportDeliveryAnswer);
  app.get(
    '/v1/reports',
    {
      config: { ...MAIN_ORG_ADMIN, problems: ['role_missing'] },
      schema: {
        summary:
          'The reports of the rules with their next due time, and what became of the due times before, newest first',
        description: 'For the Grafana role Admin (X-Vigie-User, X-Vigie-Role), or the scope admin.',
        tags: ['reports'],
        querystring: Type.Object(
          {
            report: Type.Optional(Type.String({ maxLength: 200 })),
            dueAt: Type.Optional(Instant),
            limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,3}$', description: `At most ${MOST}` })),
          },
          { additionalProperties: false }
        ),
        response: {
          200: Type.Object({
            sender: Type.Union([OptionalText], {
              description: 'Address that reports come from; null: no mail server is named',
            }),
            reports: Type.Array(ref(ReportScheduleAnswer)),
            deliveries: Type.Array(ref(ReportDeliveryAnswer)),
          }),
        },
      },
    },
    async (request) => {
      mainOrgAdmin(request);
      const { reports } = app.vigie;
      const { report, dueAt, limit = '100' } = request.query;
      const deliveries = await reports.deliveries({
        limit: Math.min(MOST, Number(limit)),
        report,
        dueAt: dueAt === undefined ? undefined : new Date(dueAt),
      });
      return {
        sender: reports.sender?.address ?? null,
        reports: reports.schedules().map(reportScheduleAnswer),
        deliveries: deliveries.map(reportDeliveryAnswer),
      };
    }
  );
};

export default route;
