import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { startBackend } from '../../../demo/parts/backend.ts';
import { stageBackend } from '../../../scripts/backend-package/stage.ts';
import { atMost, type Measurement, told } from '../../measuring/report.ts';
import { tiedFolder } from '../../servers/processes/tied-folder.ts';
import { startAteraSimulator } from '../../simulators/atera/index.ts';
import { RefusedError, ticketsOnBoard } from '../support/board.ts';
import { BENCH_KEY, BENCH_TOKEN } from '../support/secrets.ts';

const TICKETS = 5_000;
const PAGE_SIZE = 50;
const PAGE_LATENCY_MS = 250;
const POLL_MS = 25;

/**
 * First reading of an account at a realistic latency, against the old site's way (page after page) in the same run;
 * then the requests of a refresh when nothing has changed.
 */
export async function benchFirstReading(root: string): Promise<Measurement[]> {
  await using stack = new AsyncDisposableStack();
  const atera = await startAteraSimulator({
    apiKeys: [BENCH_KEY],
    latencyMs: PAGE_LATENCY_MS,
    generate: {
      seed: 1,
      // Nothing has changed for an hour: a refresh looks back five minutes and must find nothing.
      now: new Date(Date.now() - 3_600_000),
      activeTickets: TICKETS,
      doneTickets: 0,
      openAlerts: 20,
      oddShare: 0,
      customStatusShare: 0,
    },
  });
  stack.defer(() => atera.close());
  const { path: folder, remove } = tiedFolder({ prefix: 'vigie-bench-' });
  stack.defer(remove);

  const sequentialMs = await readPageAfterPage(atera.url);
  atera.requests.clear();

  // The intervals are out of the way, so that each request counted belongs to a reading asked for here.
  const backend = await startBackend(await stageBackend(root, path.join(folder, 'installed')), folder, {
    ATERA_URL: atera.url,
    ATERA_API_KEY: BENCH_KEY,
    VIGIE_BOOTSTRAP_TOKEN: BENCH_TOKEN,
    SYNC_INTERVAL_SECONDS: '3600',
    RECONCILE_INTERVAL_MINUTES: '600',
  });
  stack.defer(() => backend.close());
  // The first reading begins when the backend listens.
  const startedAt = performance.now();
  while ((await ticketsShown(backend.url)) < TICKETS) {
    await sleep(POLL_MS);
  }
  const readMs = performance.now() - startedAt;

  // Reads all there is, so that the refresh after it finds nothing left to do.
  await backend.vigie(['sync', '--full'], { quiet: true });
  const busiestMinute = atera.requests.maxPerMinute();
  atera.requests.clear();
  await backend.vigie(['sync'], { quiet: true });
  const refreshRequests = atera.requests.count();

  return [
    told(`page after page: ${TICKETS} active tickets at ${PAGE_LATENCY_MS} ms a page`, sequentialMs / 1000, 's'),
    told('Vigie: until the board shows all of them', readMs / 1000, 's'),
    atMost('first reading: Vigie / page after page', readMs / sequentialMs, 1 / 8, '×'),
    atMost('most requests in any sliding minute: first reading and everything else', busiestMinute, 300, 'requests'),
    atMost('refresh when nothing changed', refreshRequests, 3, 'requests'),
  ];
}

/** Tickets on the board; none while a busy machine lets the backend ask for patience, which the time measured contains. */
async function ticketsShown(url: string): Promise<number> {
  try {
    return await ticketsOnBoard(url, BENCH_TOKEN);
  } catch (error) {
    if (error instanceof RefusedError && error.status === 503) {
      return 0;
    }
    throw error;
  }
}

/** What the old site did at each refresh, less the work it did with the answers. */
async function readPageAfterPage(url: string): Promise<number> {
  const startedAt = performance.now();
  let totalPages = 1;
  for (const status of ['Open', 'Pending']) {
    for (let page = 1; page <= totalPages; page += 1) {
      const response = await fetch(
        `${url}/api/v3/tickets?ticketStatus=${status}&page=${page}&itemsInPage=${PAGE_SIZE}`,
        { headers: { 'x-api-key': BENCH_KEY } }
      );
      ({ totalPages } = (await response.json()) as { totalPages: number });
    }
    totalPages = 1;
  }
  return performance.now() - startedAt;
}
