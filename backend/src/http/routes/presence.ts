import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { PLAIN } from '../../audit/recordable.ts';
import { grafanaCaller } from '../../identity/grafana-caller.ts';
import { accessOf } from '../plugins/app/authentication.ts';

/** Of a window; larger ones there are none. */
const Pixels = Type.Integer({ minimum: 0, maximum: 100_000 });
const YEAR_S = 366 * 86_400;

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/v1/presence',
    {
      config: { scopes: ['tickets:read'], forClients: true },
      schema: {
        summary: 'What a page of the board says of itself, once a minute',
        description:
          'Kept when the account (X-Vigie-User) is a screen and the token is that of its organisation; ignored otherwise, ' +
          'without a word.',
        tags: ['screens'],
        body: Type.Object(
          {
            page: Type.String({ maxLength: 100, pattern: PLAIN, description: 'Uid of the dashboard' }),
            width: Pixels,
            height: Pixels,
            dataAgeSeconds: Type.Union([Type.Integer({ minimum: 0, maximum: YEAR_S }), Type.Null()], {
              description: 'Since the page last got data; null when it never did',
            }),
            version: Type.String({ maxLength: 50, pattern: PLAIN, description: 'Of the plugin in the browser' }),
          },
          { additionalProperties: false }
        ),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { dataAgeSeconds, ...report } = request.body;
      const { user } = grafanaCaller(request.headers);
      if (user !== null) {
        const { tokenId } = accessOf(request);
        await app.vigie.screens.report({ login: user, tokenId }, report, dataAgeSeconds);
      }
      return reply.code(204).send(null);
    }
  );
};

export default route;
