import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';

import { addSchemas, ref } from '../../../contract/schemas.ts';
import { COUNTERS_SOURCE } from '../../../counters/connection/source.ts';
import { JOB_SCHEMAS, jobAnswer, JobsAnswer } from '../../../jobs/job-answer.ts';
import type { JobStanding } from '../../../jobs/standing.ts';
import type { JobRun } from '../../../store/schedule/job-runs.ts';
import { MAIN_ORG_ADMIN, mainOrgAdmin } from '../../main-org-admin.ts';
import { accessOf } from '../../plugins/app/authentication.ts';

const route: FastifyPluginAsyncTypebox = async (app) => {
  addSchemas(app, ...JOB_SCHEMAS);
  app.get(
    '/v1/jobs',
    {
      config: { ...MAIN_ORG_ADMIN, problems: ['role_missing'] },
      schema: {
        summary: 'What is done at a time of day: when it is due next, and what became of the last runs',
        description:
          'For the Grafana role Admin (X-Vigie-User, X-Vigie-Role), or the scope admin. What the examination found of the ' +
          'counters is for tokens with counters:read or admin.',
        tags: ['operation'],
        response: { 200: ref(JobsAnswer) },
      },
    },
    async (request) => {
      mainOrgAdmin(request);
      const { scopes } = accessOf(request);
      const seesCounters = scopes.some((scope) => scope === 'admin' || scope === 'counters:read');
      const jobs = await app.vigie.jobs.list();
      return { jobs: jobs.map((job) => jobAnswer(seesCounters ? job : withoutCounters(job))) };
    }
  );
};

function withoutCounters({ last, lastDone, ...job }: JobStanding): JobStanding {
  const of = (run: JobRun | null): JobRun | null =>
    run && { ...run, checks: run.checks && run.checks.filter(({ part }) => part !== COUNTERS_SOURCE) };
  return { ...job, last: of(last), lastDone: of(lastDone) };
}

export default route;
