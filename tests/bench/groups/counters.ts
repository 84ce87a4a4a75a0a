import { type RawBuilder, sql } from 'kysely';

import { type Measurement, reach, told } from '../../measuring/report.ts';
import { percentile, timings } from '../../measuring/statistics.ts';
import { ask } from '../support/board.ts';
import { startCountersBackend } from '../support/counters-backend.ts';
import { BENCH_TOKEN } from '../support/secrets.ts';

const SITES = 2_000;
const DAYS = 2_500;
const SIZE = `${SITES} sites, ${(SITES * DAYS) / 1_000_000} million rows`;
const MONTH_MS = 30 * 86_400_000;
const RUNS = { times: 50, warmUp: 5 };

/** What a person would write, in the place of each query measured: a sum over the days, and whatever index serves. */
const PLAIN = {
  top: (from: string, to: string) => sql`
    select enterprise, code, sum(count) as entries from counting
    where day_date >= ${from} and day_date < ${to} and count >= 0
    group by enterprise, code order by entries desc, enterprise, code limit 10`,
  topOfOne: (enterprise: string, from: string, to: string) => sql`
    select enterprise, code, sum(count) as entries from counting
    where enterprise = ${enterprise} and day_date >= ${from} and day_date < ${to} and count >= 0
    group by enterprise, code order by entries desc, enterprise, code limit 10`,
  verdicts: (from: string, to: string) => sql`
    select s.enterprise, s.code, s.\`ignore\`, count(c.count) as lines_found, sum(c.count) as entries
    from sites s left join counting c
      on c.enterprise = s.enterprise and c.code = s.code and c.day_date >= ${from} and c.day_date < ${to}
    group by s.enterprise, s.code, s.\`ignore\``,
};

/** The counters at scale: a query of a panel over HTTP and through MariaDB, and the same through plain SQL. */
export async function benchCounters(root: string): Promise<Measurement[]> {
  await using stack = new AsyncDisposableStack();
  const { backend, database, startAnother, to } = await startCountersBackend(root, stack, { sites: SITES, days: DAYS });
  /** Keeps what an installation keeps: these answers come too quickly to be kept, the lists of sites behind them are. */
  const installed = await startAnother({ VIGIE_ANSWER_CACHE: '1' });

  const range = { from: to - MONTH_MS, to };
  const timesOf = async (run: () => Promise<unknown>) => {
    const durations = await timings(run, RUNS);
    return { median: percentile(durations, 0.5), p95: percentile(durations, 0.95) };
  };
  const query = (dataset: string, params: object) => ({
    asInstalled: () => ask(installed.url, BENCH_TOKEN, [{ dataset, params }], range),
    nothingKept: () => ask(backend.url, BENCH_TOKEN, [{ dataset, params }], range),
  });
  const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
  const day = 86_400_000;
  const month = [dayOf(range.from), dayOf(to + day)] as const;
  const plainly = (statement: RawBuilder<unknown>) => () => database.read((db) => statement.execute(db));
  const enterprise = 'BASH 1';
  const lines: Measurement[] = [];
  for (const { name, limit, ratio, ask: vigie, plain } of [
    {
      name: 'top 10 of a month',
      limit: 100,
      ratio: 0.1,
      ask: query('counters.top_sites', {}),
      plain: PLAIN.top(...month),
    },
    {
      name: 'top 10 of a month of one enterprise',
      ask: query('counters.top_sites', { enterprise }),
      plain: PLAIN.topOfOne(enterprise, ...month),
    },
    {
      name: 'verdicts of yesterday',
      limit: 150,
      ask: query('counters.verdicts', {}),
      plain: PLAIN.verdicts(dayOf(to - day), dayOf(to)),
    },
  ]) {
    const beside = await timesOf(plainly(plain));
    const taken = await timesOf(vigie.asInstalled);
    const uncached = await timesOf(vigie.nothingKept);
    lines.push(
      told(`${name}, ${SIZE}, plain SQL: p95`, beside.p95, 'ms'),
      reach(`${name}, ${SIZE}: p95`, taken.p95, limit, 'ms'),
      reach(`${name}: Vigie / plain SQL`, taken.p95 / beside.p95, ratio, '×'),
      told(`${name}, nothing kept: p95`, uncached.p95, 'ms'),
      told(`${name}, nothing kept: Vigie / plain SQL`, uncached.p95 / beside.p95, '×'),
      told(`${name}: medians, Vigie / plain SQL`, taken.median / beside.median, '×')
    );
  }
  return lines;
}
