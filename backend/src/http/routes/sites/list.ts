import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { LRUCache } from 'lru-cache';
import { type Static, Type } from 'typebox';

import { addSchemas, Instant, LocalizedText, ref } from '../../../contract/schemas.ts';
import type { NoAnswer } from '../../../counters/connection/source.ts';
import { isWritable } from '../../../counters/connection/writable.ts';
import { filterSites, MAX_SEARCH_LENGTH, pageOf } from '../../../counters/sites/site-filter.ts';
import { SITE_SORTS, sortSites } from '../../../counters/sites/site-sort.ts';
import { readSites } from '../../../counters/sites/sites.ts';
import { outageText } from '../../../datasets/counters/counters-answer.ts';
import { countersOf } from '../../../datasets/counters/counters-dataset.ts';
import type { KeptAnswer } from '../../../liveness/last-good.ts';
import { accessOf } from '../../plugins/app/authentication.ts';
import { noteRefusal } from '../../plugins/app/refusals.ts';
import { SiteAnswer, siteAnswer } from '../../sites/site-answer.ts';
import { refusalOutside } from '../../sites/site-path.ts';
import { inTurn } from '../../sites/site-turn.ts';
import { isWriter } from '../../writer.ts';

const Search = Type.Optional(
  Type.String({ maxLength: MAX_SEARCH_LENGTH, description: 'Found anywhere in the column, folded' })
);
const number = (digits: number, description: string) =>
  Type.Optional(Type.String({ pattern: `^\\d{1,${digits}}$`, description }));

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;
/** Rights in a database seldom change, and asking for them opens a transaction. */
const WRITABLE_TTL_MS = 60_000;

const SitePage = Type.Object(
  {
    sites: Type.Array(ref(SiteAnswer)),
    total: Type.Integer(),
    writable: Type.Boolean({
      description:
        'Whether token, Grafana role and database user let this caller add and change sites; never in an outage',
    }),
    outage: Type.Union(
      [
        Type.Object({
          text: ref(LocalizedText),
          readAt: Instant,
          ageSeconds: Type.Integer({ minimum: 0, description: 'By the business clock' }),
        }),
        Type.Null(),
      ],
      { description: 'While the counters database gives no answer: why, and how old this list is; else null' }
    ),
  },
  { $id: 'SitePage' }
);

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, LocalizedText, SiteAnswer, SitePage);
  const writable = new LRUCache<'writable', boolean>({
    max: 1,
    ttl: WRITABLE_TTL_MS,
    fetchMethod: () => isWritable(countersOf(app.vigie.services).counters.database),
  });
  app.get(
    '/v1/sites',
    {
      config: {
        scopes: ['counters:read'],
        sheds: 'itself',
        problems: ['counters_off', 'counters_denied', 'source_unavailable'],
      },
      schema: {
        summary: 'The sites the token may see, searched, sorted and paged; by default by enterprise and code',
        tags: ['sites'],
        querystring: Type.Object(
          {
            enterpriseName: Type.Optional(
              Type.String({ maxLength: 200, description: 'Exact name, as `counters.enterprises` lists it' })
            ),
            enterprise: Search,
            code: Search,
            ip: Search,
            country: Search,
            city: Search,
            timezone: Search,
            reason: Search,
            operational: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
            search: Type.Optional(
              Type.String({
                maxLength: MAX_SEARCH_LENGTH,
                description: 'Words, each of which must stand in some column',
              })
            ),
            sort: Type.Optional(Type.Enum([...SITE_SORTS], { description: 'Column; empty cells come last' })),
            direction: Type.Optional(Type.Enum(['asc', 'desc'])),
            offset: number(9, 'Sites before the page; default: 0'),
            limit: number(4, `Sites of the page, at most ${MAX_LIMIT}; default: ${DEFAULT_LIMIT}`),
          },
          { additionalProperties: false }
        ),
        response: {
          200: ref(SitePage),
        },
      },
    },
    async (request, reply) => {
      const { counters, lastGood } = countersOf(app.vigie.services);
      const { enterpriseName, operational, sort, direction, offset, limit, ...texts } = request.query;
      const access = accessOf(request);
      const refusal = enterpriseName === undefined ? undefined : refusalOutside(counters, access, enterpriseName);
      if (refusal !== undefined) {
        noteRefusal(request, refusal);
      }
      // The whole list is read and kept, so that every search and page of it outlives an outage.
      const kept = await lastGood.read(
        access,
        [['sites']],
        () => inTurn(app, request, reply, (own) => readSites(own, access)),
        (list) => list.length
      );
      const sites =
        enterpriseName === undefined
          ? kept.value
          : kept.value.filter(({ enterprise }) => enterprise === counters.names.canonical(enterpriseName));
      const found = filterSites(sites, {
        ...texts,
        ...(operational === undefined ? {} : { operational: operational === 'true' }),
      });
      const size = Math.min(Number(limit ?? DEFAULT_LIMIT), MAX_LIMIT);
      const sorted = sort === undefined ? found : sortSites(found, sort, direction);
      const { items, total } = pageOf(sorted, Number(offset ?? 0), size);
      const mayWrite =
        kept.error === null &&
        access.scopes.includes('sites:write') &&
        isWriter(request.headers, app.vigie.services.rules.grafana.writers) &&
        (await writable.fetch('writable')) === true;
      return { sites: items.map(siteAnswer), total, writable: mayWrite, outage: outageOf(kept) };
    }
  );
};

function outageOf({ error, readAt, ageSeconds }: KeptAnswer<unknown, NoAnswer>): Static<typeof SitePage>['outage'] {
  const age = Math.floor(ageSeconds);
  return error === null ? null : { text: outageText(error, age), readAt: readAt.toISOString(), ageSeconds: age };
}

export default route;
