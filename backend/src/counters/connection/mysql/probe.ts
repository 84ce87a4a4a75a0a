import { type ConnectionOptions, createConnection } from 'mysql2';

import type { Pending } from '../../../liveness/pending.ts';
import { isOutage } from '../failures/failures.ts';
import { whenDropped } from './drop.ts';

/**
 * Looks whether a server is there, on a connection of its own: those of the pool may all be busy, or stuck.
 * A server that refuses the connection for any reason is there, and so is one that answers others meanwhile.
 * @throws how it gave no sign of life within the limit.
 */
export function probe(options: ConnectionOptions, pending: Pending, limitMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = createConnection(options);
    const end = (error?: Error | null): void => {
      cancel();
      // The next probe does not begin while this one's connection is still there.
      whenDropped(connection, () => {
        if (error && isOutage(error)) {
          reject(error);
        } else {
          resolve();
        }
      });
    };
    const cancel = pending.unlessHeard(limitMs, () =>
      // As the system says it of a host that does not answer.
      end(Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT', syscall: 'connect' }))
    );
    connection.once('error', end);
    // What comes after the end is no longer of interest.
    connection.on('error', () => undefined);
    connection.once('connect', () => end());
  });
}
