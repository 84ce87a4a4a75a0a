import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, OptionalInstant, ref } from '../../contract/schemas.ts';
import { MAX_TEXT_LENGTH, MAX_VALUES } from '../../datasets/engine/parameters/parameters.ts';
import { runQueries } from '../../datasets/engine/run.ts';
import { VigieError } from '../../domain/errors.ts';
import { LANGUAGES } from '../../domain/tickets/labels.ts';
import { callerGone } from '../caller-gone.ts';
import { accessOf } from '../plugins/app/authentication.ts';
import { noteRefusal } from '../plugins/app/refusals.ts';
import { queryBody } from '../query-body.ts';

const MAX_QUERIES = 100;

/** Only the form is checked here: a wrong dataset, parameter or range fails that one query, not the whole call. */
const Query = Type.Object(
  {
    refId: Type.String({ minLength: 1, maxLength: 100, description: 'Name of the query in the answer' }),
    dataset: Type.String({ maxLength: 100, description: 'See GET /v1/datasets' }),
    params: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description:
          'Values by parameter, as GET /v1/datasets describes them. ' +
          `A text holds at most ${MAX_TEXT_LENGTH} characters, or its \`maxLength\`; a list at most ${MAX_VALUES} values.`,
      })
    ),
    from: Type.Optional(Type.Number({ description: 'Start of the range, epoch milliseconds' })),
    to: Type.Optional(Type.Number({ description: 'End of the range, epoch milliseconds' })),
    intervalMs: Type.Optional(Type.Number({ minimum: 0 })),
    maxDataPoints: Type.Optional(Type.Number({ minimum: 0 })),
    language: Type.Optional(Type.Enum([...LANGUAGES], { description: 'Language of notices and errors; absent: en' })),
    timezone: Type.Optional(
      Type.String({ maxLength: 100, description: "IANA name; absent or unknown: the rules' time zone" })
    ),
  },
  { $id: 'Query', additionalProperties: false }
);

/** The form of `backend.DataResponse` and `data.Frame` of grafana-plugin-sdk-go. */
const QueryResult = Type.Object(
  {
    status: Type.Integer(),
    frames: Type.Array(
      Type.Object({
        schema: Type.Object({
          refId: Type.String(),
          name: Type.String(),
          meta: Type.Object({
            custom: Type.Object({
              sources: Type.Array(Type.String()),
              readAt: OptionalInstant,
              ageSeconds: Type.Union([Type.Number(), Type.Null()]),
              state: Type.String(),
            }),
            notices: Type.Optional(
              Type.Array(Type.Object({ severity: Type.Enum(['info', 'warning']), text: Type.String() }))
            ),
          }),
          fields: Type.Array(
            Type.Object({
              name: Type.String(),
              type: Type.Enum(['string', 'number', 'boolean', 'time']),
              typeInfo: Type.Object({ frame: Type.String(), nullable: Type.Literal(true) }),
              config: Type.Object({ unit: Type.Optional(Type.String()) }),
            })
          ),
        }),
        data: Type.Object({
          values: Type.Array(Type.Array(Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])), {
            description: 'One array a field; instants are epoch milliseconds',
          }),
        }),
      })
    ),
    error: Type.Optional(Type.String()),
    errorSource: Type.Optional(
      Type.Enum(['plugin', 'downstream'], {
        description: "Whose fault an error is: `plugin` is Vigie's own, `downstream` the query's or the store's",
      })
    ),
  },
  { $id: 'QueryResult' }
);

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, Query, QueryResult);
  app.post(
    '/v1/query',
    {
      config: { scopes: ['tickets:read', 'counters:read'], forClients: true, checksOwnTexts: true, sheds: 'itself' },
      schema: {
        summary: "Answers queries in the form of Grafana's query responses",
        description: 'One wrong query fails alone: its entry carries status, error and errorSource.',
        tags: ['data'],
        body: Type.Object(
          { queries: Type.Array(ref(Query), { minItems: 1, maxItems: MAX_QUERIES }) },
          { additionalProperties: false }
        ),
        response: {
          200: Type.Object({ results: Type.Record(Type.String(), ref(QueryResult)) }),
        },
      },
    },
    async (request, reply) => {
      const { queries } = request.body;
      const refIds = new Set(queries.map(({ refId }) => refId));
      if (refIds.size < queries.length) {
        throw new VigieError('invalid_request', {
          fr: 'Deux requêtes ont le même refId. Donnez à chaque requête d’un appel le sien.',
          en: 'Two queries have the same refId. Give each query of a call its own.',
        });
      }
      const { services, catalogue } = app.vigie;
      const answer = await runQueries(services, catalogue, accessOf(request), queries, {
        signal: callerGone(reply),
        logger: request.log,
        onRefusal: (refusal) => noteRefusal(request, refusal),
      });
      // Frames have no fixed shape: serialising them by schema would cost time and check nothing.
      return reply
        .type('application/json; charset=utf-8')
        .serializer((body: string) => body)
        .send(queryBody(answer) as never);
    }
  );
};

export default route;
