import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { examineCounters } from '../../counters/examination.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/v1/counters/examination',
    {
      config: { scopes: ['admin'] },
      schema: {
        summary: 'What is odd in the counters database; reads all of it',
        tags: ['operation'],
        response: {
          200: Type.Object({ examination: Type.Optional(Type.Any({ description: 'Absent: the counters are off' })) }),
          '4xx': Type.Ref('Problem'),
          '5xx': Type.Ref('Problem'),
        },
      },
    },
    async () => {
      const { counters, clock } = app.vigie.services;
      return counters === undefined ? {} : { examination: await examineCounters(counters.counters, clock.now()) };
    }
  );
};

export default route;
