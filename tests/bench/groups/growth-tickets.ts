import path from 'node:path';

import { startPostgres } from '../../../backend/test/support/store/postgres-server.ts';
import { startBackend } from '../../../demo/parts/backend.ts';
import { stageBackend } from '../../../scripts/backend-package/stage.ts';
import { residentMegabytes } from '../../measuring/memory.ts';
import { readUsage, usedBetween } from '../../measuring/process-usage.ts';
import { percentile, timings } from '../../measuring/statistics.ts';
import { tiedFolder } from '../../servers/processes/tied-folder.ts';
import { startAteraSimulator } from '../../simulators/atera/index.ts';
import { askBoard } from '../support/board.ts';
import type { Figure } from '../support/scales.ts';
import { BENCH_KEY, BENCH_TOKEN } from '../support/secrets.ts';
import { settleStore, storeMegabytes } from '../support/store.ts';

const ACTIVE = 50;
const DONE = 450;
const ALERTS = 2;

/** So many times a company's tickets, read from a simulated Atera into PostgreSQL; the board's answers are not kept. */
export async function measureTicketsAt(root: string, scale: number): Promise<Figure[]> {
  await using stack = new AsyncDisposableStack();
  const tickets = { activeTickets: ACTIVE * scale, doneTickets: DONE * scale, openAlerts: ALERTS * scale };
  const atera = await startAteraSimulator({
    apiKeys: [BENCH_KEY],
    requestsPerMinute: 1_000_000,
    generate: { seed: 4, now: new Date(), ...tickets },
  });
  stack.defer(() => atera.close());
  const server = await startPostgres();
  stack.defer(() => server.stop());
  const store = await server.createDatabase();
  const { path: folder, remove } = tiedFolder({ prefix: 'vigie-bench-' });
  stack.defer(remove);
  const backend = await startBackend(await stageBackend(root, path.join(folder, 'installed')), folder, {
    ATERA_URL: atera.url,
    ATERA_API_KEY: BENCH_KEY,
    ATERA_REQUESTS_PER_MINUTE: '10000',
    SYNC_INTERVAL_SECONDS: '3600',
    DATABASE_URL: store,
    VIGIE_ANSWER_CACHE: '0',
    VIGIE_BOOTSTRAP_TOKEN: BENCH_TOKEN,
    LOG_LEVEL: 'warn',
  });
  stack.defer(() => backend.close());

  await backend.vigie(['sync', '--full'], { quiet: true });
  const before = readUsage(backend.pid);
  await backend.vigie(['sync', '--full'], { quiet: true });
  const reading = usedBetween(before, readUsage(backend.pid));
  await settleStore(store);
  const board = percentile(await timings(() => askBoard(backend.url, BENCH_TOKEN), { times: 100, warmUp: 20 }), 0.5);
  return [
    { name: 'the board, all its queries at once: median', value: board, unit: 'ms' },
    {
      name: 'everything read again, nothing changed: processor time of the backend',
      value: reading.backend,
      unit: 'ms',
    },
    { name: 'memory of the backend (RSS) after that', value: await residentMegabytes(backend.pid), unit: 'MB' },
    { name: 'the store on disk', value: await storeMegabytes(store), unit: 'MB' },
  ];
}
