import type { Readable } from 'node:stream';

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { recordAudit } from '../../store/audit.ts';
import { actorIn } from '../plugins/app/authentication.ts';

/** Sent as it comes. */
const Contents = Type.Unsafe<Readable>({ type: 'string', format: 'binary' });

/** The store as a file, for the command line: an embedded store is its server's alone. */
const route: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/v1/backup',
    {
      config: { scopes: ['admin'] },
      schema: {
        summary: 'The whole store, its secrets encrypted; "vigie restore" reads it',
        tags: ['operation'],
        response: {
          200: {
            description: 'A backup',
            content: { 'application/gzip': { schema: Contents } },
          },
        },
      },
    },
    async (request, reply) => {
      const { services, version } = app.vigie;
      await recordAudit(services.db, {
        ...actorIn(request),
        action: 'store.backup',
        target: { version },
        before: null,
        after: null,
      });
      return reply.type('application/gzip').send(app.vigie.backUp());
    }
  );
};

export default route;
