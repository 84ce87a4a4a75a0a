import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';

import { addSchemas, ref } from '../../../contract/schemas.ts';
import { JOB_SCHEMAS, JobRunAnswer, jobRunAnswer } from '../../../jobs/job-answer.ts';
import { actorIn } from '../../plugins/app/authentication.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, ...JOB_SCHEMAS);
  app.post(
    '/v1/jobs/run',
    {
      config: { scopes: ['admin'], problems: ['not_found', 'conflict'] },
      schema: {
        summary: 'Does a job now, also one that is off',
        description:
          'The backend that leads does it within seconds; the answer is the line of the ledger to look at meanwhile.',
        tags: ['operation'],
        body: Type.Object(
          { job: Type.String({ minLength: 1, maxLength: 200, description: 'Its name in the rules' }) },
          { additionalProperties: false }
        ),
        response: { 202: ref(JobRunAnswer) },
      },
    },
    async (request, reply) => {
      const run = await app.vigie.jobs.request(request.body.job, actorIn(request));
      return reply.code(202).send(jobRunAnswer(run));
    }
  );
};

export default route;
