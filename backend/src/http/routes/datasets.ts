import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, LocalizedText, ref } from '../../contract/schemas.ts';
import type { DatasetsDescription } from '../../datasets/engine/catalogue.ts';
import { SCOPES } from '../../domain/access/access.ts';
import { accessOf } from '../plugins/app/authentication.ts';

const Parameter = Type.Object(
  {
    name: Type.String(),
    type: Type.Enum(['string', 'integer', 'number', 'boolean', 'date', 'date-time']),
    multiple: Type.Boolean({ description: 'Takes an array of values, any of them' }),
    required: Type.Boolean(),
    title: ref(LocalizedText),
    description: Type.Optional(ref(LocalizedText)),
    default: Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
    choices: Type.Optional(
      Type.Array(Type.Object({ value: Type.String(), title: ref(LocalizedText) }), {
        description: 'The only values allowed; absent: free',
      })
    ),
    maxLength: Type.Optional(Type.Integer({ description: 'Most characters of a text' })),
    maxItems: Type.Optional(Type.Integer({ description: 'Most values of an array' })),
    minimum: Type.Optional(Type.Number()),
    maximum: Type.Optional(Type.Number()),
    limitedBy: Type.Optional(Type.Literal('enterprises')),
    suggest: Type.Optional(
      Type.Object(
        { dataset: Type.String(), column: Type.String() },
        { description: 'Values to offer, taken from a column of another dataset' }
      )
    ),
  },
  { $id: 'Parameter' }
);

const Column = Type.Object(
  {
    name: Type.String(),
    type: Type.Enum(['string', 'number', 'boolean', 'time']),
    unit: Type.Optional(Type.String({ description: 'Grafana unit id, e.g. `s`, `percent`' })),
    nullable: Type.Boolean(),
    title: ref(LocalizedText),
  },
  { $id: 'Column' }
);

const Dataset = Type.Object(
  {
    name: Type.String(),
    title: ref(LocalizedText),
    description: ref(LocalizedText),
    scopes: Type.Array(Type.Enum([...SCOPES])),
    parameters: Type.Array(ref(Parameter)),
    columns: Type.Array(ref(Column)),
  },
  { $id: 'Dataset' }
);

const Catalogue = Type.Object({ datasets: Type.Array(ref(Dataset)) }, { $id: 'Catalogue' });

/** What the query editor is drawn from: the datasets that the caller's token may read. */
const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, Parameter, Column, Dataset, Catalogue);
  app.get(
    '/v1/datasets',
    {
      config: { scopes: ['tickets:read', 'counters:read'], forClients: true },
      schema: {
        summary: 'The datasets the token may read',
        tags: ['data'],
        response: { 200: Type.Unsafe<DatasetsDescription>(ref(Catalogue)) },
      },
    },
    (request) => app.vigie.catalogue.describe(accessOf(request))
  );
};

export default route;
