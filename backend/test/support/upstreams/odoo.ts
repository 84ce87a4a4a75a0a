import type { TestContext } from 'node:test';

import {
  type OdooSimulator,
  type OdooSimulatorOptions,
  startOdooSimulator,
} from '../../../../tests/simulators/odoo/index.ts';
import type { Store } from '../../../src/store/driver/database.ts';
import type { SyncConnection } from '../../../src/sync/connections/connection-source.ts';
import { createOdooJobs } from '../../../src/sync/odoo/jobs.ts';
import { createOdooClient, type OdooClient, type OdooClientOptions } from '../../../src/upstreams/odoo/client.ts';
import { type RunningSync, syncOf, type TestSyncOptions } from './sync.ts';
import { closedAfter, optionsFor, TEST_KEY } from './upstream.ts';

/** The login of simulators and clients in tests. */
export const TEST_LOGIN = 'vigie@example.com';

/** A simulator of Odoo that closes when the test ends. */
export async function withOdoo(t: TestContext, options: OdooSimulatorOptions = {}): Promise<OdooSimulator> {
  return closedAfter(t, await startOdooSimulator({ apiKeys: [TEST_KEY], login: TEST_LOGIN, ...options }));
}

/** A client of the simulator that closes when the test ends. */
export function odooClient(
  t: TestContext,
  simulator: OdooSimulator,
  options: Partial<OdooClientOptions> = {}
): OdooClient {
  const { database } = simulator;
  return closedAfter(
    t,
    createOdooClient({ name: 'odoo', database, login: TEST_LOGIN, ...optionsFor(simulator, options) })
  );
}

/** The synchronisation of a store with a simulator, stopped when the test ends. */
export function odooSync(
  t: TestContext,
  store: Store,
  simulator: OdooSimulator,
  options: TestSyncOptions = {}
): RunningSync & { client: OdooClient } {
  const client = odooClient(t, simulator);
  const createJobs: SyncConnection['createJobs'] = (jobs) => createOdooJobs({ ...jobs, client });
  return { client, ...syncOf(t, store, [{ name: 'odoo', createJobs }], options) };
}
