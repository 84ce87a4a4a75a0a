import { after } from 'node:test';

import { type PostgresServer, startPostgres } from './postgres-server.ts';

export { postgresBinaries } from './postgres-server.ts';

let started: Promise<PostgresServer> | undefined;
// Here and not where the server starts: inside of a test it would be that test's own hook.
after(async () => (await started)?.stop());

/** The test process's own server, started at its first use and gone with the process. */
export function postgresServer(): Promise<PostgresServer> {
  started ??= startPostgres();
  return started;
}
