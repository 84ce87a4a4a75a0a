import { type RawBuilder, sql } from 'kysely';

import { addDays } from '../../../backend/src/domain/clock/calendar.ts';
import { peakMegabytes } from '../../measuring/memory.ts';
import { readUsage, usedBetween } from '../../measuring/process-usage.ts';
import { atMost, type Measurement, told } from '../../measuring/report.ts';
import { percentile, timings } from '../../measuring/statistics.ts';
import { ask } from '../support/board.ts';
import { startCountersBackend } from '../support/counters-backend.ts';
import { BENCH_TOKEN } from '../support/secrets.ts';

const SITES = 2_000;
const DAYS = 400;
/** Five weeks: today is compared with the same weekday of four. */
const HOURLY_DAYS = 35;
/** A Monday afternoon in most time zones of the shops: the same hours are over whenever it is measured. */
const NOW = new Date('2024-07-22T15:00:00Z');
const TODAY = '2024-07-22';
const MONTH = { from: addDays(TODAY, -30), to: TODAY };
const RUNS = { times: 10, warmUp: 2 };

interface Question {
  dataset: string;
  params: object;
  /** What a person would write in its place; without time zones, rules and opening hours of each shop. */
  plain: RawBuilder<unknown>;
}

const SAME_HOURS = sql`
  select enterprise, code, sum(if(day_date >= ${TODAY}, count, 0)) as entries, sum(if(day_date < ${TODAY}, count, 0)) / 4 as usual
  from counting
  where day_date >= ${addDays(TODAY, -28)} and weekday(day_date) = weekday(${TODAY}) and hour(day_date) < 17 and count >= 0
  group by enterprise, code`;

const QUESTIONS: readonly Question[] = [
  { dataset: 'counters.today', params: {}, plain: SAME_HOURS },
  { dataset: 'counters.today', params: { by: 'enterprise' }, plain: SAME_HOURS },
  {
    dataset: 'counters.alert_states',
    params: { kind: 'silent_today' },
    plain: sql`
      select s.enterprise, s.code, max(hour(c.day_date)) as last_hour from sites s
      left join counting c on c.enterprise = s.enterprise and c.code = s.code and c.day_date >= ${TODAY} and c.count >= 0
      group by s.enterprise, s.code`,
  },
  {
    dataset: 'counters.open_hours',
    params: {},
    plain: sql`
      select enterprise, code, sum(c.count) / (count(distinct date(c.day_date)) * max(hour(s.close) - hour(s.open))) as entries
      from counting c join sites s using (enterprise, code)
      where c.day_date >= ${MONTH.from} and c.day_date < ${MONTH.to} and c.count >= 0 group by enterprise, code`,
  },
  {
    dataset: 'counters.best_hours',
    params: {},
    plain: sql`
      select weekday(day_date), hour(day_date), sum(count) / count(distinct date(day_date)) as mean from counting
      where day_date >= ${MONTH.from} and day_date < ${MONTH.to} and count >= 0 group by 1, 2 order by 3 desc limit 5`,
  },
];

/** What is asked of feeds that send a row an hour, over HTTP and through MariaDB, beside plain SQL. */
export async function benchToday(root: string): Promise<Measurement[]> {
  await using stack = new AsyncDisposableStack();
  const { backend, database } = await startCountersBackend(root, stack, {
    sites: SITES,
    days: DAYS,
    hourly: { days: HOURLY_DAYS, now: NOW },
  });
  const medianOf = async (run: () => Promise<unknown>) => percentile(await timings(run, RUNS), 0.5);
  const range = { from: Date.parse(MONTH.from), to: NOW.getTime() };
  const enterprises = await database.read((db) =>
    db
      .selectFrom('sites')
      .select('enterprise')
      .distinct()
      .execute()
      .then((rows) => rows.map(({ enterprise }) => enterprise))
  );
  const lines: Measurement[] = [];
  for (const { dataset, params, plain } of QUESTIONS) {
    const name = `${dataset} ${JSON.stringify(params)}`;
    const beside = await medianOf(() => database.read((db) => plain.execute(db)));
    const before = readUsage(backend.pid);
    // Each time without another enterprise: an answer that is kept comes when the patience for a new one is over.
    let run = 0;
    const taken = await medianOf(() => {
      const enterprise = enterprises.toSpliced(run++ % enterprises.length, 1);
      return ask(backend.url, BENCH_TOKEN, [{ dataset, params: { ...params, enterprise } }], range);
    });
    const used = usedBetween(before, readUsage(backend.pid));
    const runs = RUNS.times + RUNS.warmUp;
    lines.push(
      told(`${name}, plain SQL: median`, beside, 'ms'),
      atMost(`${name}: median`, taken, 2_000, 'ms'),
      told(`${name}: Vigie / plain SQL`, taken / beside, '×'),
      told(`… processor time of the database`, used.mariadb / runs, 'ms'),
      told(`… processor time of the backend`, used.backend / runs, 'ms')
    );
  }
  lines.push(atMost('largest memory of the backend (RSS) in all that', await peakMegabytes(backend.pid), 300, 'MB'));
  return lines;
}
