import { sql } from 'kysely';

import { peakMegabytes } from '../../measuring/memory.ts';
import { atMost, type Measurement, told } from '../../measuring/report.ts';
import { percentile, timings } from '../../measuring/statistics.ts';
import { ask } from '../support/board.ts';
import { startCountersBackend } from '../support/counters-backend.ts';
import { BENCH_TOKEN } from '../support/secrets.ts';

const SITES = 2_000;
const DAYS = 3_653;
const SIZE = `${SITES} sites, ${((SITES * DAYS) / 1_000_000).toFixed(1)} million rows`;
const DAY_MS = 86_400_000;
const RANGE_MS = DAYS * DAY_MS;
const RUNS = { times: 5, warmUp: 1 };

/** The most that anybody may ask: everything, over all the time there is. */
const WORST: readonly { dataset: string; params: object }[] = [
  { dataset: 'counters.top_sites', params: {} },
  { dataset: 'counters.top_sites', params: { comparable: true } },
  { dataset: 'counters.top_sites', params: { comparable: true, limit: 1_000 } },
  { dataset: 'counters.coverage', params: {} },
  { dataset: 'counters.heatmap', params: {} },
  { dataset: 'counters.compare', params: {} },
  { dataset: 'counters.entries', params: { limit: 200 } },
  { dataset: 'counters.entries', params: { by: 'enterprise', step: 'month', limit: 200 } },
];

/** The costliest queries over HTTP and through MariaDB, beside one plain sum of the whole table. */
export async function benchCountersWorst(root: string): Promise<Measurement[]> {
  await using stack = new AsyncDisposableStack();
  const { backend, database, to } = await startCountersBackend(root, stack, { sites: SITES, days: DAYS });
  const medianOf = async (run: () => Promise<unknown>) => percentile(await timings(run, RUNS), 0.5);
  const plain = await medianOf(() =>
    database.read((db) =>
      sql`select enterprise, code, sum(count) from counting where count >= 0 group by enterprise, code`.execute(db)
    )
  );
  const lines = [told(`plain SQL, the sum of each site, ${SIZE}: median`, plain, 'ms')];
  for (const { dataset, params } of WORST) {
    const name = `${dataset} ${JSON.stringify(params)} over ten years`;
    // Each time another range: an answer that is kept comes when the patience for a new one is over.
    let run = 0;
    const taken = await medianOf(() => {
      const end = to - run++ * DAY_MS;
      return ask(backend.url, BENCH_TOKEN, [{ dataset, params }], { from: end - RANGE_MS, to: end });
    });
    lines.push(atMost(`${name}: median`, taken, 2_000, 'ms'), told(`${name}: Vigie / plain SQL`, taken / plain, '×'));
  }
  lines.push(atMost('largest memory of the backend (RSS) in all that', await peakMegabytes(backend.pid), 300, 'MB'));
  return lines;
}
