import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { openCounters } from '../../backend/src/counters/connection/database.ts';
import { readLocalServer } from '../../backend/src/identity/local-token.ts';
import { type PrivatePostgres, startPostgres } from '../../backend/test/support/store/postgres-server.ts';
import { type BackendProcess, startBackend } from '../../demo/backend.ts';
import { generateCounters } from '../fixtures/counters/generate.ts';
import { loadCounters } from '../fixtures/counters/load.ts';
import { createCountersDatabase, type PrivateMariadb, startMariadb } from '../servers/mariadb.ts';
import { tiedFolder } from '../servers/tied-folder.ts';
import { startAteraSimulator } from '../simulators/atera/index.ts';

/** A backend, what it reads and where it stores it; gone with all its files at the end. */
export interface ChaosWorld extends AsyncDisposable {
  atera: Awaited<ReturnType<typeof startAteraSimulator>>;
  /** Absent with the embedded store. */
  postgres?: PrivatePostgres;
  mariadb: PrivateMariadb;
  /** Enterprise of the counters that shops are added to. */
  enterprise: string;
  /** The process as it runs now. */
  backend(): BackendProcess;
  /** Starts the backend again, which has ended. @param variables stay from then on */
  start(variables?: Record<string, string>): Promise<void>;
  /** Calls the running backend with the rights of its command line. @throws when it gives no answer within seconds */
  call: <T>(method: string, path: string, body?: object) => Promise<{ status: number; body: T }>;
}

const ATERA_KEY = 'sim-atera-key';
/** An answer may take as long as a frozen database lets it; more would hide that it hangs. */
const CALL_MS = 15_000;

/** A key for sealed credentials. */
export const newKey = (): string => randomBytes(32).toString('base64');

export async function openChaosWorld(options: {
  root: string;
  seed: number;
  store: 'postgres' | 'pglite';
}): Promise<ChaosWorld> {
  const { root, seed } = options;
  const stack = new AsyncDisposableStack();
  const atera = stack.adopt(
    await startAteraSimulator({
      apiKeys: [ATERA_KEY],
      requestsPerMinute: 100_000,
      seed,
      generate: { seed, now: new Date(), activeTickets: 120, doneTickets: 400, openAlerts: 10 },
    }),
    (simulator) => simulator.close()
  );
  // A commit that was acknowledged must be there after a crash of the process.
  const mariadb = stack.adopt(await startMariadb(['--innodb-flush-log-at-trx-commit=2']), (server) => server.close());
  const countersUrl = await createCountersDatabase(mariadb, 'chaos', 'utf8mb4_general_ci');
  const shops = generateCounters({ seed, lastDay: new Date().toISOString().slice(0, 10), days: 10, sites: 20 });
  const counters = await openCounters({ url: countersUrl });
  await counters.write((db) => loadCounters(db, shops)).finally(() => counters.close());
  const postgres =
    options.store === 'postgres' ? stack.adopt(await startPostgres(), (server) => server.stop()) : undefined;

  const { path: folder, remove } = tiedFolder({ prefix: 'vigie-chaos-' });
  stack.defer(remove);
  let variables: Record<string, string> = {
    VIGIE_SECRET_KEY: newKey(),
    COUNTERS_URL: countersUrl,
    ...(postgres && { DATABASE_URL: await postgres.createDatabase() }),
    SYNC_INTERVAL_SECONDS: '1',
    RECONCILE_INTERVAL_MINUTES: '1',
    LOG_LEVEL: 'warn',
  };
  let running = await startBackend(root, folder, variables);
  stack.defer(() => running.close());

  const world: ChaosWorld = {
    atera,
    mariadb,
    ...(postgres && { postgres }),
    enterprise: shops.sites[0]?.enterprise ?? '',
    backend: () => running,
    start: async (changes = {}) => {
      variables = { ...variables, ...changes };
      running = await startBackend(root, folder, variables);
    },
    call: async <T>(method: string, path: string, body?: object) => {
      const token = (await readLocalServer(folder))?.token ?? '';
      const response = await fetch(`${running.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'x-vigie-user': 'chaos',
          'x-vigie-role': 'Admin',
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(CALL_MS),
      });
      const text = await response.text();
      return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as T };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
  await connect(world);
  return world;
}

/** Stores the connection, so that the secrets have something to rotate; its first reading is under way from then on. */
async function connect({ atera, call }: ChaosWorld): Promise<void> {
  const connection = {
    ...{ name: 'atera', kind: 'atera', url: atera.url, secret: ATERA_KEY },
    requestsPerMinute: 10_000,
  };
  for (;;) {
    const { status, body } = await call('POST', '/v1/connections', connection);
    if (status === 201) {
      return;
    }
    // A machine with more to do than it can refuses at first.
    if (status !== 503) {
      throw new Error(`the connection was not stored (${status}): ${JSON.stringify(body)}`);
    }
    await sleep(1_000);
  }
}
