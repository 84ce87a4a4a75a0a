import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, LocalizedText, ref } from '../../contract/schemas.ts';
import { VigieError } from '../../domain/errors.ts';
import { grafanaCaller, requireRole } from '../../identity/grafana-caller.ts';
import { accessOf } from '../plugins/app/authentication.ts';
import { DEFAULT_RATE_LIMITS } from '../rate-limits.ts';

/** {@link SyncReport} of `sync/sync.ts`. */
const Report = Type.Object(
  {
    leader: Type.Boolean({
      description: 'false: another backend on this store reads; it was asked to and reads within seconds',
    }),
    connections: Type.Array(
      Type.Object({
        connection: Type.String(),
        ok: Type.Boolean(),
        error: Type.Union([Type.Object({ code: Type.String(), text: ref(LocalizedText) }), Type.Null()]),
        durationMs: Type.Number(),
      })
    ),
  },
  { $id: 'SyncReport' }
);

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, Report);
  const { readingsPerToken } = app.vigie.rateLimits ?? DEFAULT_RATE_LIMITS;
  const countReading = app.createRateLimit({
    max: readingsPerToken,
    timeWindow: '1 minute',
    keyGenerator: (request) => accessOf(request).tokenId,
  });

  app.post(
    '/v1/sync',
    {
      config: { scopes: ['admin', 'tickets:read'], problems: ['role_missing'] },
      schema: {
        summary: 'Reads the sources now and answers when that is done',
        description:
          "Without the scope admin: what changed in the token's own connections, a few times a minute, and for the Grafana " +
          'role Admin only (X-Vigie-Role).',
        tags: ['operation'],
        body: Type.Object(
          { full: Type.Optional(Type.Boolean({ description: 'Compare everything instead of what changed' })) },
          { additionalProperties: false }
        ),
        response: { 200: ref(Report) },
      },
    },
    async (request, reply) => {
      const access = accessOf(request);
      const { full = false } = request.body;
      if (access.scopes.includes('admin')) {
        return app.vigie.sync.syncNow({ full });
      }
      const caller = grafanaCaller(request.headers);
      requireRole(caller, 'Admin');
      if (full) {
        throw new VigieError('scope_missing', {
          fr: 'Tout comparer demande un jeton qui ait le droit admin : « vigie sync --full ».',
          en: 'Comparing everything needs a token with the scope admin: "vigie sync --full".',
        });
      }
      const limit = await countReading(request);
      if (!limit.isAllowed && limit.isExceeded) {
        reply.header('retry-after', String(limit.ttlInSeconds));
        throw new VigieError('rate_limited', {
          fr: `Les sources viennent d’être lues. Réessayez dans ${limit.ttlInSeconds} secondes.`,
          en: `The sources were just read. Try again in ${limit.ttlInSeconds} seconds.`,
        });
      }
      request.log.info({ ...caller }, 'a reading was asked for in Grafana');
      return app.vigie.sync.syncNow({ connections: access.connections });
    }
  );
};

export default route;
