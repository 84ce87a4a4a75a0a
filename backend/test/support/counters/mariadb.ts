import { after } from 'node:test';

import { type Mariadb, startMariadb } from '../../../../tests/servers/mariadb.ts';

let started: Promise<Mariadb> | undefined;
// Here and not where the server starts: inside of a test it would be that test's own hook.
after(async () => (await started)?.close());

/** The test process's own server, started at its first use and gone with the process. */
export function mariadbServer(): Promise<Mariadb> {
  started ??= startMariadb();
  return started;
}
