import type { DatasetsDescription } from '../../datasets/engine/catalogue.ts';
import type { QueryRequest, QueryResult } from '../../datasets/engine/run.ts';
import { VigieError } from '../../domain/errors.ts';
import type { GrafanaSettings } from '../../grafana/api/client.ts';
import type { TokenAnswer } from '../../identity/token-answer.ts';
import type { NewToken } from '../../identity/tokens.ts';
import type { GrafanaOrg } from '../../store/settings/grafana-orgs.ts';
import { type Check, failed, ok, warning } from '../check.ts';
import { type OrgWithClients, testGrafanaIsolation } from './channels/grafana-test.ts';
import { httpChannel } from './channels/http-channel.ts';
import { testClients } from './clients/self-test.ts';
import { readClientWorld } from './clients/world.ts';
import { leakChecks } from './leak-checks.ts';
import { newLedger } from './ledger.ts';
import { patiently } from './patience.ts';
import { probeTenant, type TenantProbeOptions } from './probes/tenant-probe.ts';
import { type Extent, ISOLATION_TEXTS as TEXTS } from './texts.ts';
import { type AskAll, readWorld, thoroughTenants, type World } from './world.ts';

/** What the self-test asks of Vigie with the right to see everything. */
export interface IsolationBackend {
  status(): Promise<{ now: string }>;
  datasets(): Promise<DatasetsDescription>;
  query(queries: readonly QueryRequest[]): Promise<Record<string, QueryResult>>;
  createToken(token: NewToken): Promise<{ id: string; token: string }>;
  revokeToken(id: string): Promise<void>;
  listTokens(): Promise<TokenAnswer[]>;
  listGrafanaOrgs(): Promise<GrafanaOrg[]>;
}

export interface SelfTestOptions {
  /** Address of the running server. */
  url: string;
  /** Absent: nothing is tried through Grafana. */
  grafana: GrafanaSettings | undefined;
  /** Ends the test; the token of the moment is revoked all the same. */
  signal: AbortSignal;
  /** How many tenants are tried with every attack; the others with those that most likely open something. Default: 12. */
  thorough?: number;
}

/** What every tenant's probe has in common. */
type Shared = Omit<TenantProbeOptions, 'channel' | 'ledger' | 'effort'>;

const PART = 'isolation';
const THOROUGH = 12;
/** A difference between two answers may be a row that arrived in between. */
const TRIES = 3;
/** Days back from now that queries with a range are about. */
const RANGE_MS = 31 * 86_400_000;

/** Proves that nobody sees what belongs to another: enterprises their counters, client companies their tickets. */
export async function testIsolation(backend: IsolationBackend, options: SelfTestOptions): Promise<Check[]> {
  const ofCounters = await testEnterprises(backend, options);
  return options.signal.aborted ? ofCounters : [...ofCounters, ...(await testTickets(backend, options))];
}

/** Each client with a token made for the test and revoked after it. */
async function testTickets(backend: IsolationBackend, { url, signal }: SelfTestOptions): Promise<Check[]> {
  const { datasets } = await backend.datasets();
  const askAll = patientQuery(backend);
  const to = Date.parse((await backend.status()).now);
  return testClients({
    ...{ url, signal, askAll, world: await readClientWorld(askAll, datasets) },
    range: { from: to - RANGE_MS, to },
    withToken: (client, work) =>
      withToken(backend, { name: client, scopes: ['tickets:read'], enterprises: [], clients: [client] }, signal, work),
  });
}

/**
 * Proves over HTTP that a token of one enterprise opens nothing of another: for each enterprise with a token made for the
 * test and revoked after it, as the audit shows.
 */
async function testEnterprises(
  backend: IsolationBackend,
  { url, grafana, signal, thorough = THOROUGH }: SelfTestOptions
): Promise<Check[]> {
  const world = await openWorld(backend);
  if (world === undefined) {
    return [ok(PART, TEXTS.countersOff())];
  }
  if (world.enterprises.length < 2) {
    return [warning(PART, TEXTS.nothingToCompare(world.enterprises.length))];
  }
  const to = Date.parse((await backend.status()).now);
  const shared: Shared = {
    ...{ world, signal, tries: TRIES },
    askAll: patientQuery(backend),
    range: { from: to - RANGE_MS, to },
  };
  const straight = await tryTokens(backend, { ...shared, url, thorough });
  return grafana === undefined || signal.aborted
    ? straight
    : [...straight, ...(await testGrafanaIsolation({ ...shared, grafana, orgs: await orgsWithClients(backend) }))];
}

/** The organisations, each with the clients whose tickets its token opens besides. */
async function orgsWithClients(backend: IsolationBackend): Promise<OrgWithClients[]> {
  const [orgs, tokens] = await Promise.all([backend.listGrafanaOrgs(), backend.listTokens()]);
  return orgs.map((org) => {
    const token = tokens.find(({ id }) => id === org.tokenId);
    const reads = token?.scopes.includes('tickets:read') === true;
    return { ...org, clients: reads && token.clients !== 'all' ? token.clients : [] };
  });
}

/** Each enterprise with a token of its own, straight at Vigie. */
async function tryTokens(
  backend: IsolationBackend,
  { url, thorough, ...shared }: Shared & { url: string; thorough: number }
): Promise<Check[]> {
  const { world, signal } = shared;
  const hardest = thoroughTenants(world, thorough);
  const ledger = newLedger();
  const checks: Check[] = [];
  const tried: string[] = [];
  for (const tenant of world.enterprises) {
    const rights: NewToken = { name: tenant, scopes: ['counters:read'], enterprises: [tenant], connections: [] };
    const left = await withToken(backend, rights, signal, (token) =>
      probeTenant(tenant, {
        ...{ ...shared, ledger },
        channel: httpChannel(url, token),
        effort: hardest.has(tenant) ? 'thorough' : 'brief',
      })
    );
    checks.push(...left);
    if (signal.aborted) {
      break;
    }
    tried.push(tenant);
  }
  const extent: Extent = {
    enterprises: tried.length,
    thorough: tried.filter((tenant) => hardest.has(tenant)).length,
    datasets: world.datasets.length,
    queries: ledger.queries,
    requests: ledger.requests,
  };
  if (!signal.aborted) {
    return [...checks, ...leakChecks(PART, ledger.leaks, extent)];
  }
  const found = ledger.leaks.length === 0 ? [] : leakChecks(PART, ledger.leaks, extent);
  return [...checks, ...found, failed(PART, TEXTS.interrupted(extent))];
}

/** Waits for a server that has too much to do, so that nothing of the test is left half done. */
function patientlyAsk<T>(work: () => Promise<T>): Promise<T> {
  return patiently(
    work,
    (outcome) =>
      'error' in outcome &&
      outcome.error instanceof VigieError &&
      ['overloaded', 'rate_limited'].includes(outcome.error.code)
  );
}

function patientQuery(backend: IsolationBackend): AskAll {
  return async (queries) => (queries.length === 0 ? {} : patientlyAsk(() => backend.query(queries)));
}

/** Undefined: the counters are off. */
async function openWorld(backend: IsolationBackend): Promise<World | undefined> {
  const { datasets } = await backend.datasets();
  const ask = patientQuery(backend);
  const { sites } = await ask([{ refId: 'sites', dataset: 'counters.sites' }]);
  return sites?.status === 404 ? undefined : readWorld(ask, datasets);
}

/**
 * The token ends with the work, however that ends; should its end fail, it expires after a day.
 * @throws what the work throws, unless the signal ended it
 */
async function withToken(
  backend: IsolationBackend,
  rights: NewToken,
  signal: AbortSignal,
  work: (token: string) => Promise<void>
): Promise<Check[]> {
  const { id, token } = await patientlyAsk(() =>
    backend.createToken({
      ...rights,
      name: `self-test of isolation: ${rights.name}`,
      expiresInDays: 1,
    })
  );
  const [worked, revoked] = [await settled(work(token)), await settled(patientlyAsk(() => backend.revokeToken(id)))];
  if (worked.status === 'rejected' && !signal.aborted) {
    throw worked.reason;
  }
  return revoked.status === 'fulfilled'
    ? []
    : [warning(PART, TEXTS.tokenLeft(id, (revoked.reason as Error).message), TEXTS.revoke(id))];
}

async function settled<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [end] = await Promise.allSettled([work]);
  return end;
}
