import path from 'node:path';

import type { CountersDatabase } from '../../../backend/src/counters/connection/database.ts';
import { openCounters } from '../../../backend/src/counters/connection/open-database.ts';
import { postgresBinaries, startPostgres } from '../../../backend/test/support/store/postgres-server.ts';
import { startBackend } from '../../../demo/parts/backend.ts';
import { stageBackend } from '../../../scripts/backend-package/stage.ts';
import { loadScale, type ScaleOptions } from '../../fixtures/counters/scale.ts';
import { createCountersDatabase, startMariadb } from '../../servers/databases/mariadb.ts';
import { tiedFolder } from '../../servers/processes/tied-folder.ts';
import { BENCH_TOKEN } from './secrets.ts';

/** A backend over a MariaDB with many counters, which end with the stack. */
export interface CountersBackend {
  backend: Awaited<ReturnType<typeof startBackend>>;
  /** The backend's data folder. */
  folder: string;
  /** The same database, to ask it plainly. */
  database: CountersDatabase;
  /** The same with other variables, over the same database. */
  startAnother: (variables: Record<string, string>) => Promise<CountersBackend['backend']>;
  /** The backend's now; the last whole day with rows is the day before. */
  to: number;
}

export async function startCountersBackend(
  root: string,
  stack: AsyncDisposableStack,
  size: Omit<ScaleOptions, 'lastDay'>,
  variables: Record<string, string> = {}
): Promise<CountersBackend> {
  const server = stack.adopt(await startMariadb(['--innodb-buffer-pool-size=1G']), (started) => started.close());
  const url = await createCountersDatabase(server, 'scale', 'utf8mb4_general_ci');
  const fixedNow = size.hourly?.now;
  const to = fixedNow?.getTime() ?? Date.now();
  await fill(url, { ...size, lastDay: new Date(to - 86_400_000).toISOString().slice(0, 10) });
  await server.run('analyze table scale.sites, scale.counting');

  const { path: folder, remove } = tiedFolder({ prefix: 'vigie-bench-' });
  stack.defer(remove);
  const installed = await stageBackend(root, path.join(folder, 'installed'));
  const start = async (dataFolder: string, changed: Record<string, string>) => {
    const started = await startBackend(installed, dataFolder, {
      COUNTERS_URL: url,
      VIGIE_BOOTSTRAP_TOKEN: BENCH_TOKEN,
      VIGIE_ANSWER_CACHE: '0',
      LOG_LEVEL: 'warn',
      ...(fixedNow && { VIGIE_NOW: fixedNow.toISOString(), VIGIE_ALLOW_FIXED_CLOCK: '1' }),
      ...(await productionStore(stack)),
      ...changed,
    });
    stack.defer(() => started.close());
    return started;
  };
  const backend = await start(folder, variables);
  const database = stack.adopt(await openCounters({ url: `${url}&query-timeout-ms=600000` }), (opened) =>
    opened.close()
  );
  const startAnother = (changed: Record<string, string>) =>
    start(path.join(folder, 'another'), { ...variables, ...changed });
  return { backend, folder, database, startAnother, to };
}

/** A store in the backend's own process would share its memory and time with the counters; without PostgreSQL it has to. */
async function productionStore(stack: AsyncDisposableStack): Promise<{ DATABASE_URL?: string }> {
  if (postgresBinaries === undefined) {
    return {};
  }
  const server = await startPostgres();
  stack.defer(() => server.stop());
  return { DATABASE_URL: await server.createDatabase() };
}

async function fill(url: string, options: ScaleOptions): Promise<void> {
  const database = await openCounters({ url: `${url}&query-timeout-ms=600000` });
  try {
    await database.read((db) => loadScale(db, options));
  } finally {
    await database.close();
  }
}
