import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { filterSites, pageOf } from '../../counters/site-filter.ts';
import { readSites } from '../../counters/sites.ts';
import { countersOf } from '../../datasets/counters-dataset.ts';
import { accessOf } from '../../plugins/app/authentication.ts';
import { SiteAnswer, siteAnswer } from '../../sites/site-answer.ts';

const Search = Type.Optional(Type.String({ maxLength: 200, description: 'Found anywhere in the column, folded' }));
const number = (digits: number, description: string) =>
  Type.Optional(Type.String({ pattern: `^\\d{1,${digits}}$`, description }));

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/v1/sites',
    {
      config: { scopes: ['counters:read'] },
      schema: {
        summary: 'The sites the token may see, by enterprise and code, searched and paged',
        tags: ['sites'],
        querystring: Type.Object(
          {
            enterprise: Search,
            code: Search,
            ip: Search,
            country: Search,
            city: Search,
            timezone: Search,
            reason: Search,
            operational: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
            search: Type.Optional(
              Type.String({ maxLength: 200, description: 'Words, each of which must stand in some column' })
            ),
            offset: number(9, 'Sites before the page; 0 unless told'),
            limit: number(4, `Sites of the page, at most ${MAX_LIMIT}; ${DEFAULT_LIMIT} unless told`),
          },
          { additionalProperties: false }
        ),
        response: {
          200: Type.Object({ sites: Type.Array(SiteAnswer), total: Type.Integer() }),
          '4xx': Type.Ref('Problem'),
          '5xx': Type.Ref('Problem'),
        },
      },
    },
    async (request) => {
      const { counters } = countersOf(app.vigie.services);
      const { operational, offset, limit, ...texts } = request.query;
      const sites = await readSites(counters, accessOf(request));
      const found = filterSites(sites, {
        ...texts,
        ...(operational === undefined ? {} : { operational: operational === 'true' }),
      });
      const size = Math.min(Number(limit ?? DEFAULT_LIMIT), MAX_LIMIT);
      const { items, total } = pageOf(found, Number(offset ?? 0), size);
      return { sites: items.map(siteAnswer), total };
    }
  );
};

export default route;
