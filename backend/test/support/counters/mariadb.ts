import { after } from 'node:test';

import {
  joinMariadb,
  type Mariadb,
  type PrivateMariadb,
  startMariadb,
} from '../../../../tests/servers/databases/mariadb.ts';

let joined: Promise<Mariadb> | undefined;
let started: Promise<PrivateMariadb> | undefined;
// Here and not where the servers start: inside of a test it would be that test's own hook.
after(async () => {
  await (await joined)?.close();
  await (await started)?.close();
});

/**
 * The server of the run, or this process's own where it is no part of a run; started at the first use. Other test files use
 * it at the same time: databases and users have an `ownName`, and its global variables stay as they are.
 */
export function mariadbServer(): Promise<Mariadb> {
  joined ??= joinMariadb();
  return joined;
}

/** A server of this process alone, for tests that change global variables or look at all connections. */
export function privateMariadbServer(): Promise<PrivateMariadb> {
  started ??= startMariadb();
  return started;
}
