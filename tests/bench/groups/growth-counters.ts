import { sql } from 'kysely';

import type { CountersDatabase } from '../../../backend/src/counters/connection/database.ts';
import { residentMegabytes } from '../../measuring/memory.ts';
import { readUsage, type Usage, usedBetween } from '../../measuring/process-usage.ts';
import { percentile, timings } from '../../measuring/statistics.ts';
import { ask } from '../support/board.ts';
import { type CountersBackend, startCountersBackend } from '../support/counters-backend.ts';
import type { Figure } from '../support/scales.ts';
import { BENCH_TOKEN } from '../support/secrets.ts';
import { tokenMaker } from '../support/tokens.ts';

const SITES = 200;
const ENTERPRISES = 6;
const DAYS = 250;
const DAY_MS = 86_400_000;
const RUNS = { times: 20, warmUp: 3 };
/** A page that asks twice as long because of others' data depends on it. */
const SAME = 2;

/** The counters of so many times a company's sites, over HTTP and through MariaDB; nothing is kept. */
export async function measureCountersAt(root: string, scale: number): Promise<Figure[]> {
  await using stack = new AsyncDisposableStack();
  const size = { sites: SITES * scale, enterprises: ENTERPRISES * scale, days: DAYS };
  const setting = await startCountersBackend(root, stack, size);
  const { backend, database, folder, to } = setting;
  const month = { from: to - 30 * DAY_MS, to };
  const medianOf = async (token: string, dataset: string) =>
    percentile(await timings(() => ask(backend.url, token, [{ dataset, params: {} }], month), RUNS), 0.5);

  const everyone: Figure[] = [];
  for (const dataset of ['counters.top_sites', 'counters.verdicts', 'counters.sites']) {
    everyone.push({ name: `${dataset} of all sites: median`, value: await medianOf(BENCH_TOKEN, dataset), unit: 'ms' });
  }
  const enterprises = await enterprisesOf(database);
  const tokenOf = await tokenMaker(backend.url, folder);
  const tokens: string[] = [];
  for (const enterprise of enterprises) {
    tokens.push(await tokenOf(enterprise, [enterprise]));
  }
  const tenant = await medianOf(tokens[0] ?? '', 'counters.top_sites');
  const look = await processorTimeOf(setting, async () => {
    for (const token of tokens) {
      await ask(backend.url, token, [{ dataset: 'counters.top_sites', params: {} }], month);
    }
  });
  return [
    ...everyone,
    { name: 'counters.top_sites of one enterprise of 33 sites: median', value: tenant, unit: 'ms', limit: SAME },
    ...(['mariadb', 'backend'] as const).map((program) => ({
      name: `each enterprise looks once: processor time of ${program} a look`,
      value: look[program] / tokens.length,
      unit: 'ms',
      limit: SAME,
    })),
    { name: 'memory of the backend (RSS) after that', value: await residentMegabytes(backend.pid), unit: 'MB' },
    { name: 'a row of counting on disk, its key included', value: await bytesOfARow(database), unit: 'bytes' },
  ];
}

async function enterprisesOf(database: CountersDatabase): Promise<string[]> {
  const rows = await database.read((db) => db.selectFrom('sites').select('enterprise').distinct().execute());
  return rows.map(({ enterprise }) => enterprise);
}

async function processorTimeOf({ backend }: CountersBackend, work: () => Promise<void>): Promise<Usage> {
  const before = readUsage(backend.pid);
  await work();
  return usedBetween(before, readUsage(backend.pid));
}

async function bytesOfARow(database: CountersDatabase): Promise<number> {
  const { rows } = await database.read((db) =>
    sql<{ bytes: number; rows: number }>`
      select sum(data_length + index_length) as bytes, (select count(*) from counting) as ${sql.ref('rows')}
      from information_schema.tables where table_schema = database() and table_name = 'counting'`.execute(db)
  );
  return Number(rows[0]?.bytes) / Number(rows[0]?.rows);
}
