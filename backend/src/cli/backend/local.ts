import { auditAnswer } from '../../audit/audit-answer.ts';
import type { Environment } from '../../config/environment/environment.ts';
import { runQueries } from '../../datasets/engine/run.ts';
import { createDoctor, type DoctorOptions } from '../../doctor/doctor.ts';
import { readStatus } from '../../doctor/status.ts';
import { createThoroughExamination } from '../../doctor/thorough.ts';
import { SYSTEM_ACCESS } from '../../domain/access/system-access.ts';
import { VigieError } from '../../domain/errors.ts';
import { actorOf } from '../../identity/actor.ts';
import { tokenAnswer } from '../../identity/token-answer.ts';
import { jobAnswer, jobRunAnswer } from '../../jobs/job-answer.ts';
import { createJobs } from '../../jobs/jobs.ts';
import { createLogger } from '../../main/logger.ts';
import { openServices } from '../../main/services.ts';
import { VERSION } from '../../main/version.ts';
import { reportDeliveryAnswer, reportPreviewAnswer, reportScheduleAnswer } from '../../reports/report-answer.ts';
import { screenAnswer } from '../../screens/screen-answer.ts';
import { readAudit } from '../../store/audit.ts';
import { readGrafanaOrgs, removeGrafanaOrg, saveGrafanaOrg } from '../../store/settings/grafana-orgs.ts';
import { connectionAnswer } from '../../upstreams/connections/connection-answer.ts';
import { explainError } from '../terminal/describe-error.ts';
import type { Backend } from './backend.ts';
import { osUser } from './os-user.ts';

/** The store, opened by the command itself while no server runs. The command reports what goes wrong, not a log. */
export async function localBackend(environment: Environment): Promise<Backend> {
  const logger = createLogger({ level: 'silent', secrets: environment.secrets });
  await using opening = new AsyncDisposableStack();
  const services = await openServices(environment, opening, { logger });
  const { datasets, catalogue, tokens, connections, reports, screens, sync, store } = services;
  const never = new AbortController().signal;
  const describe: DoctorOptions['describe'] = (_part, error) => explainError(error);
  const doctor = createDoctor({
    ...services,
    services: datasets,
    rulesFile: environment.rulesFile,
    version: VERSION,
    describe,
  });
  const jobs = createJobs({
    ...datasets,
    ...{ logger, describe },
    examine: createThoroughExamination({ ...services, doctor, environment, describe }),
  });
  opening.defer(() => sync.stop());
  const open = opening.move();
  const actor = actorOf(SYSTEM_ACCESS, { user: osUser(), role: null, org: null });

  return {
    where:
      store.kind === 'postgres'
        ? { fr: 'la base PostgreSQL', en: 'the PostgreSQL store' }
        : { fr: `la base de ${environment.dataDir}`, en: `the store in ${environment.dataDir}` },
    status: () => readStatus(datasets, SYSTEM_ACCESS, VERSION),
    datasets: async () => catalogue.describe(),
    async query(queries, token) {
      const access = token === undefined ? SYSTEM_ACCESS : (await tokens.authenticate(token)).access;
      if (access === undefined) {
        throw new VigieError('token_unknown', {
          fr: 'Ce jeton est inconnu, a expiré ou a été révoqué.',
          en: 'This token is unknown, has expired or was revoked.',
        });
      }
      const { results } = await runQueries(datasets, catalogue, access, queries, { logger });
      return results;
    },
    sync: (options) => sync.syncNow(options),
    createToken: (token) => tokens.create(token, actor),
    listTokens: async () => (await tokens.list()).map(tokenAnswer),
    revokeToken: (id) => tokens.revoke(id, actor),
    listConnections: async () => (await connections.list()).map(connectionAnswer),
    addConnection: (connection) => connections.add(connection, actor),
    testConnection: (name) => connections.test(name),
    removeConnection: (name) => connections.remove(name, actor),
    createWebhook: (name) => connections.createWebhook(name, actor),
    removeWebhook: (name) => connections.removeWebhook(name, actor),
    rotateSecrets: () => connections.rotateSecrets(actor),
    audit: async (filter) => (await readAudit(store.db, filter)).map(auditAnswer),
    reports: {
      async list({ dueAt, ...filter }) {
        const deliveries = await reports.deliveries({
          ...filter,
          dueAt: dueAt === undefined ? undefined : new Date(dueAt),
        });
        return {
          sender: reports.sender?.address ?? null,
          reports: reports.schedules().map(reportScheduleAnswer),
          deliveries: deliveries.map(reportDeliveryAnswer),
        };
      },
      preview: async ({ dueAt, ...wanted }) =>
        reportPreviewAnswer(
          await reports.preview({ ...wanted, dueAt: dueAt === undefined ? undefined : new Date(dueAt) }, never)
        ),
      async send({ dueAt, ...wanted }) {
        const asked = await reports.request(
          { ...wanted, dueAt: dueAt === undefined ? undefined : new Date(dueAt) },
          actor
        );
        // No server runs that would do it; where another machine's leads, it does.
        const leading = await sync.lead();
        if (leading !== undefined) {
          await reports.sendPending(leading, never);
        }
        return asked.map(reportDeliveryAnswer);
      },
    },
    jobs: {
      list: async () => (await jobs.list()).map(jobAnswer),
      async run(name) {
        const asked = await jobs.request(name, actor);
        const leading = await sync.lead();
        if (leading !== undefined) {
          await jobs.runPending(leading, never);
        }
        return jobRunAnswer(asked);
      },
    },
    screens: {
      list: async () => (await screens.list()).map(screenAnswer),
      begin: async (wanted) => screenAnswer(await screens.begin(wanted, actor)),
      link: (id) => screens.link(id, actor),
      rename: async (id, name) => screenAnswer(await screens.rename(id, name, actor)),
      revoke: (id) => screens.revoke(id, actor),
      probe: () => screens.probe(),
      keySet: () => screens.keySet(),
      rotateKey: () => screens.rotateKey(actor),
    },
    doctor: () => doctor.report(),
    listGrafanaOrgs: () => readGrafanaOrgs(store.db),
    saveGrafanaOrg: (org) => saveGrafanaOrg(store.db, org),
    removeGrafanaOrg: (id) => removeGrafanaOrg(store.db, id),
    close: () => open.disposeAsync(),
  };
}
