import type { TestContext } from 'node:test';

import {
  type AteraSimulator,
  type AteraSimulatorOptions,
  startAteraSimulator,
} from '../../../../tests/simulators/atera/index.ts';
import type { Store } from '../../../src/store/driver/database.ts';
import type { SourceResource } from '../../../src/store/schema.ts';
import { createAteraJobs } from '../../../src/sync/atera/jobs.ts';
import type { SyncConnection } from '../../../src/sync/connections/connection-source.ts';
import { type AteraClient, type AteraClientOptions, createAteraClient } from '../../../src/upstreams/atera/client.ts';
import { type RunningSync, syncOf, type TestSyncOptions } from './sync.ts';
import { closedAfter, optionsFor, TEST_KEY } from './upstream.ts';

/** A simulator of Atera that closes when the test ends. */
export async function withAtera(t: TestContext, options: AteraSimulatorOptions = {}): Promise<AteraSimulator> {
  return closedAfter(t, await startAteraSimulator({ apiKeys: [TEST_KEY], ...options }));
}

/** A client of the simulator that closes when the test ends. */
export function ateraClient(
  t: TestContext,
  simulator: AteraSimulator,
  options: Partial<AteraClientOptions> = {}
): AteraClient {
  return closedAfter(t, createAteraClient({ name: 'atera', ...optionsFor(simulator, options) }));
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
