import type { SharedServer } from '../../../../tests/servers/databases/broker.ts';
import { openStore } from '../../../src/store/driver/database.ts';
import { migrate } from '../../../src/store/driver/migrations/migrate.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

/** How the processes of a run reach the PostgreSQL that they share. */
export interface SharedPostgres {
  /** Folder of its socket. */
  folder: string;
  /** Name of a migrated database to copy. */
  template: string;
}

/** Migrates a database once, which others are then copies of; returns its name. */
export async function migratedTemplate(server: PostgresServer): Promise<string> {
  const databaseUrl = await server.createDatabase();
  const store = await openStore({ databaseUrl, poolSize: 1 });
  await migrate(store);
  // A template may have no connections while it is copied.
  await store.close();
  return new URL(databaseUrl).pathname.slice(1);
}

/** Starts the PostgreSQL of a run of tests. */
export async function startSharedPostgres(): Promise<SharedServer & { address: SharedPostgres }> {
  const server = await startPostgres();
  return { address: { folder: server.folder, template: await migratedTemplate(server) }, stop: () => server.stop() };
}
