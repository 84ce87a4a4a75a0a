import type { TestContext } from 'node:test';

import {
  type AteraSimulator,
  type AteraSimulatorOptions,
  startAteraSimulator,
} from '../../../tests/simulators/atera/index.ts';
import { type AteraClient, type AteraClientOptions, createAteraClient } from '../../src/integrations/atera/client.ts';
import type { ResilienceSettings } from '../../src/integrations/shared/resilience.ts';
import type { SourceResource } from '../../src/store/schema.ts';
import type { Store } from '../../src/store/database.ts';
import { createAteraJobs } from '../../src/sync/atera/jobs.ts';
import type { SyncConnection } from '../../src/sync/connection-source.ts';
import { type RunningSync, syncOf, type TestSyncOptions } from './sync.ts';

/** The key of simulators and clients in tests: long and odd enough to be searched for in logs. */
export const TEST_KEY = 'kEy-7f3a91c2d4-never-to-be-seen';

/** Retries and pauses of milliseconds, and no circuit breaker: tests see each failure by itself. */
export const QUICK: Partial<ResilienceSettings> = {
  initialDelayMs: 1,
  maxDelayMs: 2,
  rateLimitPauseMs: 1,
  attemptTimeoutMs: 5_000,
  breakerFailures: 1_000_000,
};

/** A simulator of Atera that closes when the test ends. */
export async function withAtera(t: TestContext, options: AteraSimulatorOptions = {}): Promise<AteraSimulator> {
  const simulator = await startAteraSimulator({ apiKeys: [TEST_KEY], ...options });
  t.after(() => simulator.close());
  return simulator;
}

/** A client of the simulator that closes when the test ends. */
export function ateraClient(
  t: TestContext,
  simulator: AteraSimulator,
  options: Partial<AteraClientOptions> = {}
): AteraClient {
  const client = createAteraClient({
    name: 'atera',
    url: simulator.url,
    apiKey: TEST_KEY,
    requestsPerMinute: 10_000,
    ...options,
    resilience: { ...QUICK, ...options.resilience },
  });
  t.after(() => client.close());
  return client;
}

export interface AteraSyncOptions extends TestSyncOptions {
  clientOptions?: Partial<AteraClientOptions>;
}

export interface TestSync extends RunningSync {
  client: AteraClient;
}

/** The synchronisation of a store with a simulator, stopped when the test ends. */
export function ateraSync(
  t: TestContext,
  store: Store,
  simulator: AteraSimulator,
  { clientOptions, ...options }: AteraSyncOptions = {}
): TestSync {
  const client = ateraClient(t, simulator, clientOptions);
  const createJobs: SyncConnection['createJobs'] = (jobs) => createAteraJobs({ ...jobs, client });
  return { client, ...syncOf(t, store, [{ name: 'atera', createJobs }], options) };
}

/** The state of one resource of a connection. */
export function stateOf(store: Store, resource: SourceResource, connection = 'atera') {
  return store.db
    .selectFrom('source_states')
    .selectAll()
    .where('connection', '=', connection)
    .where('resource', '=', resource)
    .executeTakeFirstOrThrow();
}

/** Ids of the tickets on the board: active and not gone. */
export async function boardIds(store: Store): Promise<number[]> {
  const rows = await store.db
    .selectFrom('tickets')
    .select('external_id')
    .where('gone_at', 'is', null)
    .where('status_class', 'in', ['open', 'pending'])
    .orderBy('external_id')
    .execute();
  return rows.map((row) => row.external_id);
}
