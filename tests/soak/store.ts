import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

import { sql } from 'kysely';

import { openStore } from '../../backend/src/store/driver/database.ts';
import { postgresBinaries, startPostgres } from '../../backend/test/support/store/postgres-server.ts';

/** Where the backend keeps its data during a run. */
export interface SoakStore {
  name: string;
  /** For the backend. */
  variables: Record<string, string>;
  megabytes(): Promise<number>;
  close(): Promise<void>;
}

const MEGABYTE = 1024 * 1024;

/** A PostgreSQL of its own where the machine has one, as in production; else the embedded store in the data folder. */
export async function soakStore(dataFolder: string): Promise<SoakStore> {
  if (postgresBinaries === undefined) {
    return {
      name: 'PGlite',
      variables: {},
      megabytes: () => sizeOf(path.join(dataFolder, 'store')),
      close: async () => undefined,
    };
  }
  const server = await startPostgres();
  const databaseUrl = await server.createDatabase();
  const store = await openStore({ databaseUrl });
  return {
    name: 'PostgreSQL',
    variables: { DATABASE_URL: databaseUrl },
    async megabytes() {
      const { rows } = await sql<{ size: string }>`select pg_database_size(current_database()) as size`.execute(
        store.db
      );
      return Number(rows[0]?.size) / MEGABYTE;
    },
    async close() {
      await store.close();
      await server.stop();
    },
  };
}

/** Megabytes of the files below a folder. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      // A file may go while the database runs.
      .map((entry) =>
        stat(path.join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0
        )
      )
  );
  return sizes.reduce((sum, size) => sum + size, 0) / MEGABYTE;
}
