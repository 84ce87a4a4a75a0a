import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

import { PGlite, type PGliteOptions, types } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';

import type { StoreDriver } from '../driver.ts';
import { lockFolder } from './folder-lock.ts';
import { startUpkeep } from './upkeep.ts';

/** What the driver needs of PGlite. */
export type OpenPglite = Pick<PGlite, 'closed' | 'close' | 'query' | 'ready' | 'transaction' | 'waitReady'>;

/** The same JavaScript types as the PostgreSQL driver gives. */
const parsers: PGliteOptions['parsers'] = {
  [types.INT8]: Number,
  [types.NUMERIC]: Number,
  [types.BYTEA]: (text: string) => Buffer.from(text.slice(2), 'hex'),
};

/** PGlite, the PostgreSQL that runs inside this process, in `<dataDir>/store` or in memory. */
export async function openPglite(dataDir: string): Promise<StoreDriver> {
  if (dataDir === 'memory://') {
    return pgliteDriver(await openInMemory());
  }
  await mkdir(dataDir, { recursive: true });
  const unlock = await lockFolder(dataDir);
  try {
    return pgliteDriver(await createIn(path.join(dataDir, 'store')), unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** @param image - contents of a data folder to start from, which is faster than making one */
export function openInMemory(image?: PGliteOptions['loadDataDir']): Promise<PGlite> {
  return PGlite.create({ parsers, loadDataDir: image });
}

async function createIn(folder: string): Promise<PGlite> {
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? undefined : Promise.reject(error)
  );
  // Without the file PG_VERSION, PGlite would make a new store over the old one's files.
  if (there?.includes('global') && !there.includes('PG_VERSION')) {
    throw new Error('PGlite failed to initialize: there is no file PG_VERSION');
  }
  try {
    return await PGlite.create({ dataDir: folder, parsers });
  } catch (error) {
    if (there === undefined || there.length === 0) {
      // Half made (on a full disk): it holds nothing, and would be taken for a damaged store the next time.
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
    throw error;
  }
}

/**
 * The driver of an open PGlite.
 *
 * @param unlock - called once it is closed
 */
export function pgliteDriver(pglite: OpenPglite, unlock: () => Promise<void> = async () => undefined): StoreDriver {
  const stopUpkeep = startUpkeep(pglite);
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
      await stopUpkeep();
      if (!pglite.closed) {
        await pglite.close();
      }
      await unlock();
    },
  };
}
