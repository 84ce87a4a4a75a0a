import path from 'node:path';

import type { CountersDatabase } from '../../backend/src/counters/connection/database.ts';
import { openCounters } from '../../backend/src/counters/connection/open-database.ts';
import type { Clock } from '../../backend/src/domain/clock/clock.ts';
import { inventShops } from '../../tests/fixtures/counters/generate.ts';
import { createLivingCounters } from '../../tests/fixtures/counters/living.ts';
import { loadCounters, replaceCounts } from '../../tests/fixtures/counters/load.ts';
import type { CountersWorld } from '../../tests/fixtures/counters/world.ts';
import { createCountersDatabase, mariadbMissing, startMariadb } from '../../tests/servers/databases/mariadb.ts';
import { type DemoShops, recipeAt, worldOf } from './counters-world.ts';

export interface DemoCountersOptions extends DemoShops {
  /** Folder of the embedded database, where there is no MariaDB. */
  folder: string;
  clock: Clock;
  /** Milliseconds between two changes; 0 holds the data still. */
  tickEveryMs: number;
}

export interface DemoCounters {
  /** For `COUNTERS_URL`. */
  url: string;
  /** True when others may write into the database beside the backend: the embedded one belongs to one process. */
  shared: boolean;
  close(): Promise<void>;
}

/**
 * A counters database with invented shops: a MariaDB of its own where the machine has one, else the embedded database.
 * Yesterday some shops are at zero and some silent, whatever hour of whatever day it is.
 */
export async function startCounters(options: DemoCountersOptions): Promise<DemoCounters> {
  const { seed, clock } = options;
  const start = clock.now();
  const recipe = recipeAt(options, start);
  const world = worldOf(recipe, start);
  if (mariadbMissing() !== undefined) {
    return startEmbedded(path.join(options.folder, 'counters'), world);
  }
  await using starting = new AsyncDisposableStack();
  const server = starting.adopt(await startMariadb(), (started) => started.close());
  const url = await createCountersDatabase(server, 'counters', 'utf8mb4_general_ci');
  const database = starting.adopt(await openCounters({ url }), (opened) => opened.close());
  await fill(database, world);
  if (options.tickEveryMs > 0) {
    const living = createLivingCounters(seed, inventShops(recipe), start);
    const timer = setInterval(() => {
      const rows = living.changesAt(clock.now());
      // The database may just be stopping; the next tick says nothing new.
      database.write((db) => replaceCounts(db, rows)).catch(() => undefined);
    }, options.tickEveryMs);
    starting.defer(() => clearInterval(timer));
  }
  const started = starting.move();
  return { url, shared: true, close: () => started.disposeAsync() };
}

/** Filled and closed again: the backend is the process that owns it. */
async function startEmbedded(folder: string, world: CountersWorld): Promise<DemoCounters> {
  const url = `pglite:${folder}`;
  const database = await openCounters({ url });
  try {
    await fill(database, world);
  } finally {
    await database.close();
  }
  return { url, shared: false, close: async () => {} };
}

/** @throws Error of one sentence: a driver's own message holds the whole statement */
async function fill(database: CountersDatabase, world: CountersWorld): Promise<void> {
  try {
    await database.write((db) => loadCounters(db, world));
  } catch (error) {
    throw new Error('The invented shops could not be written into the counters database.', { cause: error });
  }
}
