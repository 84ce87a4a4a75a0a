import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { PGlite, types } from '@electric-sql/pglite';
import type { PGliteOptions } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';

import type { StoreDriver } from './database.ts';
import { lockFolder } from './folder-lock.ts';

/** The same JavaScript types as the PostgreSQL driver gives. */
const parsers: PGliteOptions['parsers'] = {
  [types.INT8]: Number,
  [types.NUMERIC]: Number,
  [types.BYTEA]: (text: string) => Buffer.from(text.slice(2), 'hex'),
};

/**
 * PGlite, the PostgreSQL that runs inside this process, in `<dataDir>/store` or in memory.
 *
 * @param image contents of a data folder to start from in memory, which is faster than making one
 */
export async function openPglite(dataDir: string, image?: PGliteOptions['loadDataDir']): Promise<StoreDriver> {
  if (dataDir === 'memory://') {
    return driverOf(await PGlite.create({ parsers, loadDataDir: image }), async () => undefined);
  }
  await mkdir(dataDir, { recursive: true });
  const unlock = await lockFolder(dataDir);
  try {
    return driverOf(await PGlite.create({ dataDir: path.join(dataDir, 'store'), parsers }), unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

function driverOf(pglite: PGlite, unlock: () => Promise<void>): StoreDriver {
  return {
    dialect: new PGliteDialect({ pglite }),
    transaction: (work) =>
      pglite.transaction((transaction) =>
        work({
          query: async <T>(statement: string, values?: unknown[]) =>
            (await transaction.query<T>(statement, values)).rows,
          script: async (statements) => void (await transaction.exec(statements)),
        })
      ),
    async release() {
      if (!pglite.closed) {
        await pglite.close();
      }
      await unlock();
    },
  };
}
