import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { sql } from 'kysely';

import { openCounters } from '../../backend/src/counters/database.ts';
import { postgresBinaries, postgresServer } from '../../backend/test/support/postgres.ts';
import { startBackend } from '../../demo/backend.ts';
import { loadScale } from '../fixtures/counters/scale.ts';
import { createCountersDatabase, mariadbMissing, startMariadb } from '../servers/mariadb.ts';
import { ask } from './board.ts';
import { atMost, type Measurement, told } from './report.ts';
import { BENCH_TOKEN } from './secrets.ts';
import { percentile, timings } from './statistics.ts';

const SITES = 2_000;
const DAYS = 2_500;
const MONTH_MS = 30 * 86_400_000;
const RUNS = { times: 50, warmUp: 5 };

/** What a person would write: it names no site, so that no key serves. */
const plainTop = (from: string, to: string) => sql`
  select enterprise, code, sum(count) as entries from counting
  where day_date >= ${from} and day_date < ${to} and count >= 0
  group by enterprise, code order by entries desc, enterprise, code limit 10`;

/** The counters at scale: a query of a panel over HTTP and through MariaDB, and the same through plain SQL. */
export async function benchCounters(root: string): Promise<Measurement[]> {
  const missing = mariadbMissing();
  if (missing !== undefined) {
    console.log(`!!! ${missing}: its lines are left out`);
    return [];
  }
  await using stack = new AsyncDisposableStack();
  const server = stack.adopt(await startMariadb(['--innodb-buffer-pool-size=1G']), (started) => started.close());
  const url = await createCountersDatabase(server, 'scale', 'utf8mb4_general_ci');
  const to = Date.now();
  await fill(url, new Date(to - 86_400_000).toISOString().slice(0, 10));
  await server.run('analyze table scale.sites, scale.counting');

  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const backend = await startBackend(root, folder, {
    COUNTERS_URL: url,
    VIGIE_BOOTSTRAP_TOKEN: BENCH_TOKEN,
    VIGIE_ANSWER_CACHE: '0',
    LOG_LEVEL: 'warn',
    ...(await productionStore(stack)),
  });
  stack.defer(() => backend.close());
  const database = stack.adopt(await openCounters({ url }), (opened) => opened.close());

  const range = { from: to - MONTH_MS, to };
  const p95Of = async (run: () => Promise<unknown>) => percentile(await timings(run, RUNS), 0.95);
  const query = (dataset: string, params: object) => () => ask(backend.url, BENCH_TOKEN, [{ dataset, params }], range);
  const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
  const plainQuery = plainTop(dayOf(range.from), dayOf(to + 86_400_000));
  const plain = await p95Of(() => database.read((db) => plainQuery.execute(db)));
  const top = await p95Of(query('counters.top_sites', {}));
  const tenant = await p95Of(query('counters.top_sites', { enterprise: 'BASH 1' }));
  const verdicts = await p95Of(query('counters.verdicts', {}));
  const size = `${SITES} sites, ${(SITES * DAYS) / 1_000_000} million rows`;
  return [
    told(`top 10 of a month, ${size}, plain SQL: p95`, plain, 'ms'),
    atMost(`top 10 of a month, ${size}: p95`, top, 100, 'ms'),
    told('top 10 of a month: Vigie / plain SQL', top / plain, '×'),
    told('top 10 of a month of one enterprise: p95', tenant, 'ms'),
    atMost(`verdicts of yesterday, ${size}: p95`, verdicts, 150, 'ms'),
  ];
}

/** A store in the backend's own process would share its memory and time with the counters; without PostgreSQL it has to. */
async function productionStore(stack: AsyncDisposableStack): Promise<{ DATABASE_URL?: string }> {
  if (postgresBinaries === undefined) {
    return {};
  }
  const server = await postgresServer();
  stack.defer(() => server.stop());
  return { DATABASE_URL: await server.createDatabase() };
}

async function fill(url: string, lastDay: string): Promise<void> {
  const database = await openCounters({ url: `${url}&query-timeout-ms=600000` });
  try {
    await database.read((db) => loadScale(db, { sites: SITES, days: DAYS, lastDay }));
  } finally {
    await database.close();
  }
}
