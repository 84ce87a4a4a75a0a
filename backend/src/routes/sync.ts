import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

/** {@link SyncReport} of `sync/sync.ts`. */
const Report = Type.Object({
  leader: Type.Boolean({ description: 'false: another backend on this store does the reading, nothing was read' }),
  connections: Type.Array(
    Type.Object({
      connection: Type.String(),
      ok: Type.Boolean(),
      error: Type.Union([Type.Object({ code: Type.String(), message: Type.String() }), Type.Null()]),
      durationMs: Type.Number(),
    })
  ),
});

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/v1/sync',
    {
      config: { scopes: ['admin'] },
      schema: {
        summary: 'Reads the sources now and answers when that is done',
        tags: ['operation'],
        body: Type.Object(
          { full: Type.Optional(Type.Boolean({ description: 'Compare everything instead of what changed' })) },
          { additionalProperties: false }
        ),
        response: { 200: Report, '4xx': Type.Ref('Problem'), '5xx': Type.Ref('Problem') },
      },
    },
    async (request) => app.vigie.sync.syncNow({ full: request.body.full ?? false })
  );
};

export default route;
