import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';

import { addSchemas, ref } from '../../../contract/schemas.ts';
import { readSite } from '../../../counters/sites/site-writes.ts';
import { countersOf } from '../../../datasets/counters/counters-dataset.ts';
import { accessOf } from '../../plugins/app/authentication.ts';
import { SiteAnswer, siteAnswer } from '../../sites/site-answer.ts';
import { keyInPath, refusalOutside, siteNotFound, SitePath } from '../../sites/site-path.ts';
import { inTurn } from '../../sites/site-turn.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, SiteAnswer);
  app.get(
    '/v1/sites/:id',
    {
      config: {
        scopes: ['counters:read'],
        answerHeaders: { 200: ['etag'] },
        problems: ['not_found', 'counters_off', 'counters_denied', 'source_unavailable'],
      },
      schema: {
        summary: 'One site; its ETag is what a change must name',
        tags: ['sites'],
        params: SitePath,
        response: { 200: ref(SiteAnswer) },
      },
    },
    async (request, reply) => {
      const { counters } = countersOf(app.vigie.services);
      const access = accessOf(request);
      const key = keyInPath(request.params);
      const found = await inTurn(app, request, reply, (own) => readSite(own, access, key));
      if (found === undefined) {
        throw siteNotFound(refusalOutside(counters, access, key.enterprise));
      }
      return reply.header('etag', found.etag).send(siteAnswer(found.site));
    }
  );
};

export default route;
