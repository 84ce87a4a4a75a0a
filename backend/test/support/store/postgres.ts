import { after } from 'node:test';

import { sharedServer } from '../../../../tests/servers/databases/broker.ts';
import { joinPostgres, type PostgresServer, startPostgres } from './postgres-server.ts';
import { migratedTemplate, type SharedPostgres } from './postgres-template.ts';

export { postgresBinaries } from './postgres-server.ts';

/** A server, and the name of a migrated database of it to copy. */
export interface TestPostgres extends PostgresServer {
  template(): Promise<string>;
}

let started: Promise<TestPostgres> | undefined;
// Here and not where the server starts: inside of a test it would be that test's own hook.
after(async () => (await started)?.stop());

/** The server of the run, or this process's own where it is no part of a run; started at the first use. */
export function postgresServer(): Promise<TestPostgres> {
  started ??= joinOrStart();
  return started;
}

async function joinOrStart(): Promise<TestPostgres> {
  const shared = await sharedServer<SharedPostgres>('postgres');
  if (shared !== undefined) {
    return { ...joinPostgres(shared.folder), template: async () => shared.template };
  }
  const server = await startPostgres();
  let template: Promise<string> | undefined;
  return { ...server, template: () => (template ??= migratedTemplate(server)) };
}
