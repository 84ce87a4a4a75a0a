import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { readSite } from '../../../counters/sites/site-writes.ts';
import { countersOf } from '../../../datasets/counters/counters-dataset.ts';
import { accessOf } from '../../plugins/app/authentication.ts';
import { SiteAnswer, siteAnswer } from '../../sites/site-answer.ts';
import { keyInPath, refusalOutside, siteNotFound, SitePath } from '../../sites/site-path.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/v1/sites/:id',
    {
      config: { scopes: ['counters:read'] },
      schema: {
        summary: 'One site; its ETag is what a change must name',
        tags: ['sites'],
        params: SitePath,
        response: { 200: SiteAnswer, '4xx': Type.Ref('Problem'), '5xx': Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      const { counters } = countersOf(app.vigie.services);
      const access = accessOf(request);
      const key = keyInPath(request.params);
      const found = await readSite(counters, access, key);
      if (found === undefined) {
        throw siteNotFound(refusalOutside(counters, access, key.enterprise));
      }
      return reply.header('etag', found.etag).send(siteAnswer(found.site));
    }
  );
};

export default route;
