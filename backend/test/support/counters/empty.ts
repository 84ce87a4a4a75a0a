import { createCountersDatabase, mariadbMissing, ownName } from '../../../../tests/servers/databases/mariadb.ts';
import type { Closing } from '../store/store.ts';
import { withEmbeddedCounters } from './embedded.ts';
import { mariadbServer } from './mariadb.ts';

let databases = 0;

/**
 * A counters database without rows, for tests of something else than the kind of database: on MariaDB where there is one, which
 * each server and command opens in no time. @returns for `COUNTERS_URL`
 */
export async function withEmptyCounters(t: Closing): Promise<string> {
  if (mariadbMissing() !== undefined) {
    return withEmbeddedCounters(t);
  }
  databases += 1;
  return createCountersDatabase(await mariadbServer(), ownName(`empty_${databases}`), 'utf8mb4_bin');
}
