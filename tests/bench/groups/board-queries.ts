import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { postgresBinaries, startPostgres } from '../../../backend/test/support/store/postgres-server.ts';
import { startBackend } from '../../../demo/parts/backend.ts';
import { stageBackend } from '../../../scripts/backend-package/stage.ts';
import { residentMegabytes } from '../../measuring/memory.ts';
import { atMost, type Measurement, told } from '../../measuring/report.ts';
import { percentile, timings } from '../../measuring/statistics.ts';
import { tiedFolder } from '../../servers/processes/tied-folder.ts';
import { startAteraSimulator } from '../../simulators/atera/index.ts';
import { askBoard } from '../support/board.ts';
import { BENCH_KEY, BENCH_TOKEN } from '../support/secrets.ts';
import { settleStore } from '../support/store.ts';

const ACTIVE = 5_000;
const DONE = 45_000;
const IDLE_MS = 30_000;

/** All queries of the board in one call over HTTP, 50,000 tickets read from a simulated Atera into each kind of store. */
export async function benchBoardQueries(root: string): Promise<Measurement[]> {
  await using stack = new AsyncDisposableStack();
  const atera = await startAteraSimulator({
    apiKeys: [BENCH_KEY],
    requestsPerMinute: 100_000,
    generate: { seed: 2, now: new Date(), activeTickets: ACTIVE, doneTickets: DONE, openAlerts: 200 },
  });
  stack.defer(() => atera.close());

  const measure = async (name: string, variables: Record<string, string>, idleMs = 0) => {
    const { path: folder, remove } = tiedFolder({ prefix: 'vigie-bench-' });
    const backend = await startBackend(await stageBackend(root, path.join(folder, 'installed')), folder, {
      ATERA_URL: atera.url,
      ATERA_API_KEY: BENCH_KEY,
      ATERA_REQUESTS_PER_MINUTE: '10000',
      SYNC_INTERVAL_SECONDS: '3600',
      VIGIE_BOOTSTRAP_TOKEN: BENCH_TOKEN,
      LOG_LEVEL: 'warn',
      ...variables,
    });
    try {
      await backend.vigie(['sync', '--full'], { quiet: true });
      if (variables['DATABASE_URL'] !== undefined) {
        await settleStore(variables['DATABASE_URL']);
      }
      const durations = await timings(() => askBoard(backend.url, BENCH_TOKEN));
      const rssMb = await residentMegabytes(backend.pid);
      return {
        name: `all board queries at once, ${ACTIVE + DONE} tickets, ${name}`,
        median: percentile(durations, 0.5),
        p95: percentile(durations, 0.95),
        rssMb,
        idleRssMb: await sleep(idleMs).then(() => residentMegabytes(backend.pid)),
      };
    } finally {
      await backend.close();
      await remove();
    }
  };

  const pglite = await measure('PGlite, answer cache off', { VIGIE_ANSWER_CACHE: '0' });
  const lines = [told(`${pglite.name}: p95`, pglite.p95, 'ms')];
  if (postgresBinaries === undefined) {
    console.log('!!! no PostgreSQL on this machine: its lines are left out');
    return lines;
  }
  const server = await startPostgres();
  stack.defer(() => server.stop());
  const off = await measure(
    'PostgreSQL, answer cache off',
    { VIGIE_ANSWER_CACHE: '0', DATABASE_URL: await server.createDatabase() },
    IDLE_MS
  );
  const on = await measure('PostgreSQL, answer cache on', { DATABASE_URL: await server.createDatabase() });
  return [
    told(`${off.name}: median`, off.median, 'ms'),
    atMost(`${off.name}: p95`, off.p95, 25, 'ms'),
    told(`${on.name}: p95`, on.p95, 'ms'),
    ...lines,
    told('PostgreSQL / PGlite, answer cache off', off.p95 / pglite.p95, '×'),
    atMost('memory of the backend (RSS) right after all that, PostgreSQL', off.rssMb, 200, 'MB'),
    told(`the same after ${IDLE_MS / 1000} idle seconds`, off.idleRssMb, 'MB'),
  ];
}
