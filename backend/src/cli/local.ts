import { actorOf } from '../access/actor.ts';
import { auditAnswer } from '../access/audit-answer.ts';
import { SYSTEM_ACCESS } from '../access/system-access.ts';
import { tokenAnswer } from '../access/token-answer.ts';
import type { Environment } from '../config/environment.ts';
import { connectionAnswer } from '../connections/connection-answer.ts';
import { runQueries } from '../datasets/run.ts';
import { createDoctor } from '../doctor/doctor.ts';
import { VigieError } from '../errors.ts';
import { createLogger } from '../logger.ts';
import { openServices } from '../services.ts';
import { readAudit } from '../store/audit.ts';
import { readGrafanaOrgs, removeGrafanaOrg, saveGrafanaOrg } from '../store/grafana-orgs.ts';
import { readStatus } from '../status.ts';
import { VERSION } from '../version.ts';
import type { Backend } from './backend.ts';
import { osUser } from './os-user.ts';
import { describeError } from './describe-error.ts';

/** The store, opened by the command itself while no server runs. What goes wrong is told by the command, not by a log. */
export async function localBackend(environment: Environment): Promise<Backend> {
  const logger = createLogger({ level: 'silent', secrets: environment.secrets });
  await using opening = new AsyncDisposableStack();
  const services = await openServices(environment, opening, { logger });
  const { datasets, catalogue, tokens, connections, sync, store } = services;
  const doctor = createDoctor({
    ...services,
    services: datasets,
    rulesFile: environment.rulesFile,
    version: VERSION,
    describe: (_part, error) => describeError(error),
  });
  opening.defer(() => sync.stop());
  const open = opening.move();
  const actor = actorOf(SYSTEM_ACCESS, { user: osUser(), role: null, org: null });

  return {
    where: store.kind === 'postgres' ? 'the PostgreSQL store' : `the store in ${environment.dataDir}`,
    status: () => readStatus(datasets, SYSTEM_ACCESS, VERSION),
    datasets: async () => catalogue.describe(),
    async query(queries, token) {
      const access = token === undefined ? SYSTEM_ACCESS : (await tokens.authenticate(token)).access;
      if (access === undefined) {
        throw new VigieError('token_unknown', 'This token is unknown, has expired or was revoked.');
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
    doctor: () => doctor.report(),
    listGrafanaOrgs: () => readGrafanaOrgs(store.db),
    saveGrafanaOrg: (org) => saveGrafanaOrg(store.db, org),
    removeGrafanaOrg: (id) => removeGrafanaOrg(store.db, id),
    close: () => open.disposeAsync(),
  };
}
