import type { TestContext } from 'node:test';

import {
  type AteraSimulator,
  type AteraSimulatorOptions,
  startAteraSimulator,
} from '../../../tests/simulators/atera/index.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { DEFAULT_RULES, type Rules } from '../../src/config/rules.ts';
import { type AteraClient, type AteraClientOptions, createAteraClient } from '../../src/integrations/atera/client.ts';
import type { ResilienceSettings } from '../../src/integrations/shared/resilience.ts';
import type { SourceResource } from '../../src/store/schema.ts';
import type { Store } from '../../src/store/database.ts';
import { createSync, type Sync, type SyncOptions } from '../../src/sync/sync.ts';
import { logCapture } from './server.ts';

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

export interface TestSync {
  sync: Sync;
  client: AteraClient;
  /** All that was logged, with no secret known to the logger: nothing hides a leak. */
  log: ReturnType<typeof logCapture>;
}

export interface TestSyncOptions extends Partial<Omit<SyncOptions, 'rules' | 'clock'>> {
  rules?: Rules;
  clock?: Clock;
  clientOptions?: Partial<AteraClientOptions>;
}

/** The synchronisation of a store with a simulator, stopped when the test ends. */
export function ateraSync(
  t: TestContext,
  store: Store,
  simulator: AteraSimulator,
  { clientOptions, ...options }: TestSyncOptions = {}
): TestSync {
  const log = logCapture();
  const client = ateraClient(t, simulator, clientOptions);
  const sync = createSync({
    db: store.db,
    rules: DEFAULT_RULES,
    clock: systemClock,
    logger: log.logger,
    connections: [{ name: 'atera', kind: 'atera', client }],
    syncIntervalMs: 30_000,
    reconcileIntervalMs: 900_000,
    ...options,
  });
  t.after(() => sync.stop());
  return { sync, client, log };
}

/** The state of one resource of the connection `atera`. */
export function stateOf(store: Store, resource: SourceResource) {
  return store.db
    .selectFrom('source_states')
    .selectAll()
    .where('connection', '=', 'atera')
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
