import path from 'node:path';

import { DateTime } from 'luxon';

import { openCounters } from '../backend/src/counters/database.ts';
import type { CountersDatabase } from '../backend/src/counters/database.ts';
import { generateCounters } from '../tests/fixtures/counters/generate.ts';
import { newEntries, todayRows } from '../tests/fixtures/counters/living.ts';
import { addEntries, loadCounters } from '../tests/fixtures/counters/load.ts';
import type { CountersWorld } from '../tests/fixtures/counters/world.ts';
import { createCountersDatabase, mariadbMissing, startMariadb } from '../tests/servers/mariadb.ts';
import { Random } from '../tests/simulators/shared/random.ts';

export interface DemoCountersOptions {
  /** Folder of the embedded database, where there is no MariaDB. */
  folder: string;
  seed: number;
  sites: number;
  /** Who shares the shops; six unless told. */
  enterprises?: readonly string[];
  /** Days of history up to yesterday. */
  days: number;
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
 * Yesterday some shops are at zero and some silent, whatever day it is.
 */
export async function startCounters(options: DemoCountersOptions): Promise<DemoCounters> {
  const now = new Date();
  const yesterday = DateTime.fromJSDate(now, { zone: 'Europe/Paris' }).minus({ days: 1 }).toFormat('yyyy-MM-dd');
  const past = generateCounters({ ...options, lastDay: yesterday });
  const world: CountersWorld = { ...past, counting: [...past.counting] };
  world.counting.push(...todayRows(past, yesterday, now, options.seed));
  if (mariadbMissing() !== undefined) {
    return startEmbedded(path.join(options.folder, 'counters'), world);
  }
  await using starting = new AsyncDisposableStack();
  const server = starting.adopt(await startMariadb(), (started) => started.close());
  const url = await createCountersDatabase(server, 'counters', 'utf8mb4_general_ci');
  const database = starting.adopt(await openCounters({ url }), (opened) => opened.close());
  await database.write((db) => loadCounters(db, world));
  if (options.tickEveryMs > 0) {
    const random = new Random(options.seed);
    const timer = setInterval(() => {
      const rows = newEntries(past, yesterday, new Date(), random);
      // The database may just be stopping; the next tick says nothing new.
      database.write((db) => addEntries(db, rows)).catch(() => undefined);
    }, options.tickEveryMs);
    starting.defer(() => clearInterval(timer));
  }
  const started = starting.move();
  return { url, shared: true, close: () => started.disposeAsync() };
}

/** Filled and closed again: the backend is the process that owns it. */
async function startEmbedded(folder: string, world: CountersWorld): Promise<DemoCounters> {
  const url = `pglite:${folder}`;
  const database: CountersDatabase = await openCounters({ url });
  try {
    await database.write((db) => loadCounters(db, world));
  } finally {
    await database.close();
  }
  return { url, shared: false, close: async () => {} };
}
