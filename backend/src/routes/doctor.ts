import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import type { Access } from '../access/access.ts';
import { grafanaCaller, requireRole } from '../access/grafana-caller.ts';
import { DoctorReport } from '../doctor/check.ts';
import { VigieError } from '../errors.ts';
import { accessOf } from '../plugins/app/authentication.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/v1/doctor',
    {
      config: { scopes: ['tickets:read', 'admin'] },
      schema: {
        summary: 'What works, what does not, and what to do about it',
        description:
          'For a token that sees all enterprises and all connections, on behalf of a Grafana admin (X-Vigie-Role) unless ' +
          'it has the scope admin. No upstream is asked; results are kept for 30 seconds, those of the counters for 5 minutes.',
        tags: ['operation'],
        response: { 200: DoctorReport, '4xx': Type.Ref('Problem'), '5xx': Type.Ref('Problem') },
      },
    },
    async (request) => {
      const access = accessOf(request);
      requireEverything(access);
      if (!access.scopes.includes('admin')) {
        requireRole(grafanaCaller(request.headers), 'Admin');
      }
      return app.vigie.doctor.report();
    }
  );
};

/** The checks name every enterprise and every connection. */
function requireEverything({ enterprises, connections, tokenName }: Access): void {
  if (enterprises !== 'all' || connections !== 'all') {
    throw new VigieError(
      'scope_missing',
      `This needs a token of all enterprises and all connections; the token "${tokenName}" is limited to some.`
    );
  }
}

export default route;
