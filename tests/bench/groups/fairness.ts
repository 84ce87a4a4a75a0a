import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

import { pinApart, unpin } from '../../measuring/process-usage.ts';
import { type Measurement, reach, told } from '../../measuring/report.ts';
import { percentile } from '../../measuring/statistics.ts';
import { startAteraSimulator } from '../../simulators/atera/index.ts';
import { startCountersBackend } from '../support/counters-backend.ts';
import { BENCH_KEY, BENCH_TOKEN } from '../support/secrets.ts';
import { tokenMaker } from '../support/tokens.ts';
import { type FairnessResult, type FairnessSetting, measureFairness, type Observed } from './fairness-windows.ts';

const SITES = 2_000;
const DAYS = 1_830;
const TICKETS = { activeTickets: 1_000, doneTickets: 4_000, openAlerts: 50 };
/** How many times as long as alone another one's answers may take. */
const LIMIT = 2;
/** Pairs of windows, one alone and one beside the flood. */
const PAIRS = { free: 12, pinned: 6 };

/** What the board and a tenant notice of another tenant who sends the worst queries without pause. */
export async function benchFairness(root: string): Promise<Measurement[]> {
  await using stack = new AsyncDisposableStack();
  const atera = await startAteraSimulator({
    apiKeys: [BENCH_KEY],
    requestsPerMinute: 100_000,
    generate: { seed: 3, now: new Date(), ...TICKETS },
  });
  stack.defer(() => atera.close());
  const { backend, folder, to } = await startCountersBackend(
    root,
    stack,
    { sites: SITES, days: DAYS },
    {
      ATERA_URL: atera.url,
      ATERA_API_KEY: BENCH_KEY,
      ATERA_REQUESTS_PER_MINUTE: '10000',
      SYNC_INTERVAL_SECONDS: '3600',
    }
  );
  await backend.vigie(['sync', '--full'], { quiet: true });
  const tokenOf = await tokenMaker(backend.url, folder);
  const setting: FairnessSetting = {
    backend,
    managementUrl: `http://127.0.0.1:${backend.variables['MANAGEMENT_PORT']}`,
    tokens: { board: BENCH_TOKEN, hostile: await tokenOf('hostile'), other: await tokenOf('other', ['BASH 1']) },
    now: to,
    days: DAYS,
  };
  const free = linesOf(await measureFairness(setting, PAIRS.free), '', LIMIT);
  if (availableParallelism() < 2 || spawnSync('taskset', ['--version']).status !== 0) {
    return free;
  }
  pinApart(backend.pid);
  try {
    // What is left when the database cannot take the processor of the backend away.
    return [
      ...free,
      ...linesOf(await measureFairness(setting, PAIRS.pinned), ', MariaDB on a processor of its own', undefined),
    ];
  } finally {
    unpin();
  }
}

function linesOf({ alone, beside, answers }: FairnessResult, where: string, limit: number | undefined): Measurement[] {
  const lines = (['board', 'other'] as const).flatMap((name) => {
    const who = `${name === 'board' ? 'the board' : 'another tenant'}${where}`;
    const at = (observed: Observed, share: number) => percentile(observed[name], share);
    return [
      told(`${who}, alone: median`, at(alone, 0.5), 'ms'),
      told(`${who}, beside it: median`, at(beside, 0.5), 'ms'),
      told(`${who}, alone: p95`, at(alone, 0.95), 'ms'),
      told(`${who}, beside it: p95`, at(beside, 0.95), 'ms'),
      reach(`${who}: p95 beside it / alone`, at(beside, 0.95) / at(alone, 0.95), limit, '×'),
    ];
  });
  const causes = (
    [
      ['alone', alone],
      ['beside it', beside],
    ] as const
  ).flatMap(([when, { loopDelays, shares }]) => [
    told(`event loop late at most, median of windows ${when}${where}`, percentile(loopDelays, 0.5), 'ms'),
    ...Object.entries(shares).map(([name, share]) => told(`processors used ${when}${where}: ${name}`, share, '')),
  ]);
  const counts = Object.entries(answers).map(([status, count]) =>
    told(`answers to the flood${where}: ${status}`, count, '')
  );
  return [...lines, ...causes, ...counts];
}
