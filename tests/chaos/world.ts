import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { openCounters } from '../../backend/src/counters/connection/open-database.ts';
import { type PrivatePostgres, startPostgres } from '../../backend/test/support/store/postgres-server.ts';
import { type BackendProcess, startBackend } from '../../demo/parts/backend.ts';
import { generateCounters } from '../fixtures/counters/generate.ts';
import { loadCounters } from '../fixtures/counters/load.ts';
import { type CallBackend, callerOf } from '../servers/backend-calls.ts';
import { createCountersDatabase, type PrivateMariadb, startMariadb } from '../servers/databases/mariadb.ts';
import { type Disk, mountDisk } from '../servers/disk.ts';
import { tiedFolder } from '../servers/processes/tied-folder.ts';
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
  /** Sets the wall clock of the backend off by milliseconds, from now on and after a start; 0 sets it right. */
  setClock(offsetMs: number): void;
  /** What the store is on; absent where this process may not make a disk. */
  disk?: Disk;
  /** Calls the running backend with the rights of its command line. */
  call: CallBackend;
}

const ATERA_KEY = 'sim-atera-key';
/** Room for a store of this size and some of PostgreSQL's logs of what it writes. */
const DISK_MB = 400;
/** An answer may take as long as a frozen database lets it; more would hide that it hangs. */
const CALL_MS = 15_000;

/** What `vigie serve` says when it ends because of `DATABASE_URL`. */
const STORE_AWAY = /did not start: .*PostgreSQL/;
const RESTART_MS = 2_000;
const MAX_RESTARTS = 15;

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
  const disk = mountDisk(DISK_MB);
  stack.defer(() => disk?.remove());
  const onDisk = (name: string) => disk && path.join(disk.path, name);
  const postgres =
    options.store === 'postgres'
      ? stack.adopt(await startPostgres(onDisk('postgres')), (server) => server.stop())
      : undefined;

  const clock = tiedFolder({ prefix: 'vigie-clock-' });
  stack.defer(clock.remove);
  const clockFile = path.join(clock.path, 'offset');
  const data = onDisk('data');
  const { path: folder, remove } = tiedFolder(
    data === undefined || postgres !== undefined ? { prefix: 'vigie-chaos-' } : { folder: data }
  );
  stack.defer(remove);
  let variables: Record<string, string> = {
    VIGIE_SECRET_KEY: newKey(),
    COUNTERS_URL: countersUrl,
    ...(postgres && { DATABASE_URL: await postgres.createDatabase() }),
    SYNC_INTERVAL_SECONDS: '1',
    RECONCILE_INTERVAL_MINUTES: '1',
    LOG_LEVEL: 'warn',
    NODE_OPTIONS: `--import=${pathToFileURL(path.join(import.meta.dirname, 'jumping-clock.ts')).href}`,
    CLOCK_OFFSET_FILE: clockFile,
  };
  let running = await startBackend(root, folder, variables);
  stack.defer(() => running.close());

  const world: ChaosWorld = {
    atera,
    mariadb,
    ...(postgres && { postgres }),
    ...(disk && { disk }),
    setClock: (offsetMs) => writeFileSync(clockFile, String(offsetMs)),
    enterprise: shops.sites[0]?.enterprise ?? '',
    backend: () => running,
    start: async (changes = {}) => {
      variables = { ...variables, ...changes };
      running = await startSupervised(() => startBackend(root, folder, variables));
    },
    call: callerOf({ folder, url: () => running.url, user: 'chaos', timeoutMs: CALL_MS }),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
  await connect(world);
  return world;
}

/**
 * Starts it as the systemd unit and the image do (`Restart=on-failure`, `restart: unless-stopped`): again as long as it ends
 * because another trouble has PostgreSQL away at that moment.
 */
async function startSupervised(start: () => Promise<BackendProcess>): Promise<BackendProcess> {
  for (let times = 1; ; times += 1) {
    try {
      return await start();
    } catch (error) {
      if (times === MAX_RESTARTS || !STORE_AWAY.test(String(error))) {
        throw error;
      }
      await sleep(RESTART_MS);
    }
  }
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
