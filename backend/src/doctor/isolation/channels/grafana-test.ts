import type { GrafanaSettings } from '../../../grafana/api/client.ts';
import { DATA_SOURCE_PATH, UID } from '../../../grafana/resources/data-source.ts';
import type { GrafanaOrg } from '../../../store/settings/grafana-orgs.ts';
import { type Check, failed, warning } from '../../check.ts';
import { probeClients } from '../clients/probe.ts';
import { readClientWorld } from '../clients/world.ts';
import { createEvidence } from '../evidence.ts';
import { leakChecks } from '../leak-checks.ts';
import { newLedger } from '../ledger.ts';
import { probeTenant, type TenantProbeOptions } from '../probes/tenant-probe.ts';
import { ISOLATION_TEXTS as TEXTS } from '../texts.ts';
import { grafanaCaller, grafanaChannel } from './grafana-channel.ts';

/** An organisation, and the clients of whose tickets it has a page besides its counters. */
export type OrgWithClients = GrafanaOrg & { clients?: readonly string[] };

export interface GrafanaTestOptions extends Omit<TenantProbeOptions, 'channel' | 'ledger' | 'effort'> {
  grafana: GrafanaSettings;
  orgs: readonly OrgWithClients[];
}

const PART = 'isolation in Grafana';

/** Grafana's raw proxy of a data source: with an empty address behind it, it must lead nowhere. */
const PROXIES = ['', '/v1/sites', '/v1/query', '/health/live'].flatMap((path) => [
  `/api/datasources/proxy/uid/${UID}${path}`,
  `/api/datasources/proxy/uid/${UID}/..%2f..${path}`,
]);

/**
 * Proves that the data source of each enterprise's organisation answers for that enterprise and no other, by asking it as
 * the browser of somebody logged on there would: Grafana, its data source's Go part, the token it holds, Vigie.
 */
export async function testGrafanaIsolation({ grafana, orgs, ...options }: GrafanaTestOptions): Promise<Check[]> {
  const { world, signal } = options;
  const ledger = newLedger();
  const checks: Check[] = [];
  let tried = 0;
  const tickets = orgs.some(({ clients = [] }) => clients.length > 0)
    ? await readClientWorld(options.askAll, world.datasets)
    : undefined;
  for (const { key: enterprise, orgId, kind, clients = [] } of orgs) {
    if (signal.aborted || kind !== 'tenant' || orgId === null || !world.enterprises.includes(enterprise)) {
      continue;
    }
    const call = grafanaCaller(grafana, orgId);
    const { status } = await call({ method: 'GET', path: DATA_SOURCE_PATH });
    if (status === 401) {
      // Grafana shuts an account out after some failed log-ins.
      return [...checks, failed(PART, TEXTS.grafanaRefuses())];
    }
    if (status !== 200) {
      checks.push(warning(PART, TEXTS.noDataSource(enterprise, orgId, status), TEXTS.applyGrafana()));
      continue;
    }
    try {
      const channel = grafanaChannel(call);
      const hasTickets = tickets !== undefined && clients.length > 0;
      await probeTenant(enterprise, { ...options, ledger, effort: 'brief', channel, hasTickets });
      if (hasTickets) {
        await probeClients(clients, { ...options, ledger, channel, world: tickets, routes: false });
      }
    } catch (error) {
      if (!signal.aborted) {
        checks.push(failed(PART, TEXTS.orgUntested(enterprise, orgId, (error as Error).message)));
      }
      continue;
    }
    const evidence = createEvidence(enterprise, world);
    for (const path of PROXIES) {
      ledger.requests += 1;
      const answer = await call({ method: 'GET', path });
      const foreign = evidence.foreignIn(answer.text, path);
      if (answer.status < 300 || foreign !== undefined) {
        ledger.leaks.push({ tenant: enterprise, asked: `GET ${path}`, found: `has status ${answer.status}` });
      }
    }
    tried += 1;
  }
  const extent = {
    enterprises: tried,
    thorough: 0,
    datasets: world.datasets.length,
    queries: ledger.queries,
    requests: ledger.requests,
  };
  if (tried === 0 && ledger.leaks.length === 0) {
    return checks.length > 0 ? checks : [warning(PART, TEXTS.noOrgs(), TEXTS.applyGrafana())];
  }
  return [...checks, ...leakChecks(PART, ledger.leaks, extent)];
}
