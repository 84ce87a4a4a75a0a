import type { Socket } from 'node:net';

import type { Connection, PoolConnection } from 'mysql2';

/** Drops a connection at once: mysql2 would wait for a server that may be gone to close its side. */
export function drop(connection: Connection | PoolConnection): void {
  connection.destroy();
  streamOf(connection).destroy();
}

/** Drops a connection and calls back when its socket is closed. */
export function whenDropped(connection: Connection, callback: () => void): void {
  const stream = streamOf(connection);
  if (stream.closed) {
    callback();
  } else {
    stream.once('close', callback);
  }
  drop(connection);
}

/** The socket is not among mysql2's types. */
function streamOf(connection: Connection | PoolConnection): Socket {
  return (connection as unknown as { stream: Socket }).stream;
}
