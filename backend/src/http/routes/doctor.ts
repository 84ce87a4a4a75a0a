import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';

import { addSchemas, ref } from '../../contract/schemas.ts';
import { COUNTERS_SOURCE } from '../../counters/connection/source.ts';
import { Check, DoctorReport } from '../../doctor/check.ts';
import { grafanaCaller, requireRole } from '../../identity/grafana-caller.ts';
import { accessOf } from '../plugins/app/authentication.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, Check, DoctorReport);
  app.get(
    '/v1/doctor',
    {
      // The checks name every enterprise and every connection.
      config: { scopes: ['tickets:read', 'admin'], allOf: ['enterprises', 'connections'], problems: ['role_missing'] },
      schema: {
        summary: 'What works, what does not, and what to do about it',
        description:
          'For a token that sees all enterprises and all connections, on behalf of a Grafana admin (X-Vigie-Role) unless ' +
          'it has the scope admin. What is found of the counters is for tokens with counters:read or admin. No upstream is asked; results are kept for 30 seconds, those of the counters for 5 minutes.',
        tags: ['operation'],
        response: { 200: ref(DoctorReport) },
      },
    },
    async (request) => {
      const { scopes } = accessOf(request);
      if (!scopes.includes('admin')) {
        requireRole(grafanaCaller(request.headers), 'Admin');
      }
      const report = await app.vigie.doctor.report();
      const seesCounters = scopes.some((scope) => scope === 'admin' || scope === 'counters:read');
      return { ...report, checks: report.checks.filter(({ part }) => seesCounters || part !== COUNTERS_SOURCE) };
    }
  );
};

export default route;
