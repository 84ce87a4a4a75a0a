import { createFailover } from '../../liveness/failover.ts';
import type { CountersDatabase } from './database.ts';
import { CountersError, isOutage } from './failures/failures.ts';

/** One server of a database that several hold. */
export interface DatabaseServer {
  /** As the log names it. */
  name: string;
  database: CountersDatabase;
}

/** One that only takes readings, such as a replica, does not keep a change from the server that takes it. */
const refusesWrites = (error: unknown): boolean => error instanceof CountersError && error.failure === 'read_only';

/**
 * One database over servers that hold the same: nodes of a Galera cluster, or a primary server and its replicas. Everything
 * goes to one of them, so that who has written reads it and transactions do not lose to those of other nodes, until it goes
 * away or, for a change, only takes readings. A transaction that ended before its commit was sent is done on the next server; one
 * whose commit found no answer is `unconfirmed` as ever.
 *
 * @param servers in the order in which they are asked, one at least
 * @param onFailover called with the name of the server that is asked from then on
 */
export function databaseOnServers(
  servers: readonly DatabaseServer[],
  onFailover: (name: string) => void = () => undefined
): CountersDatabase {
  const { run } = createFailover(servers, ({ name }) => onFailover(name));
  const [first] = servers;
  if (first === undefined) {
    throw new Error('a database needs a server');
  }
  return {
    kind: first.database.kind,
    tables: () => run(({ database }) => database.tables(), isOutage),
    read: (work, signal) => run(({ database }) => database.read(work, signal), isOutage),
    write: (work) =>
      run(
        ({ database }) => database.write(work),
        (error) => isOutage(error) || refusesWrites(error)
      ),
    ping: () => run(({ database }) => database.ping(), isOutage),
    close: async () => {
      await Promise.all(servers.map(({ database }) => database.close()));
    },
  };
}
