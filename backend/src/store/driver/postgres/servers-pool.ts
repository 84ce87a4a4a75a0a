import pg from 'pg';

import { createFailover } from '../../../liveness/failover.ts';
import { isServerAway } from '../failures/store-errors.ts';
import type { Pool } from './pool.ts';

/** The connections to one server of several. */
export interface ServerPool {
  /** As the log names it. */
  name: string;
  pool: Pool;
}

/**
 * The pools of a primary server and its standbys as one. Connections come from the server that takes writings; when it goes away,
 * or only takes readings, from the next one that does. The driver itself connects to one host only.
 *
 * @param servers in the order in which they are asked, one at least
 * @param onFailover called with the name of the server that is asked from then on
 */
export function poolOnServers(servers: readonly ServerPool[], onFailover: (name: string) => void): Pool {
  const { current, run } = createFailover(servers, ({ name }) => onFailover(name));
  return {
    // For the driver's own control connections, to the server whose statement they end.
    ...{ Client: pg.Client },
    get options() {
      return current().pool.options;
    },
    connect: () => run(({ pool }) => pool.connect(), isServerAway),
    end: async () => {
      await Promise.all(servers.map(({ pool }) => pool.end()));
    },
  };
}
