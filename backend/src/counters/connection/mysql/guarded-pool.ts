import { connect, type Socket } from 'node:net';
import { promisify } from 'node:util';

import { createPool, type Pool, type PoolConnection, type PoolOptions } from 'mysql2';

import type { Pending } from '../../../liveness/pending.ts';
import { afterSilence } from '../../../liveness/silence.ts';
import { drop } from './drop.ts';

type Callback<T> = (error: unknown, result: T) => void;

export interface GuardedPoolOptions extends PoolOptions {
  /** A connection that idled for longer is tested before its next use. */
  testAfterIdleMs: number;
}

/** A pool of mysql2's whose connections are tested after idling, and which lets go of a server that has fallen silent. */
export interface GuardedPool {
  getConnection(callback: Callback<PoolConnection>): void;
  /** Gives a connection back. */
  release(connection: PoolConnection): void;
  /**
   * Something is asked of the server.
   * @returns ends it, once: with its answer, or with the error of `abandon`
   */
  begin<T>(callback: Callback<T>): Callback<T>;
  /** The server is not there: what is under way fails with the error, every connection is dropped, and none is opened. */
  abandon(error: Error): void;
  /** The server is there again. */
  resume(): void;
  end(): Promise<void>;
}

/** How long an idle connection has for the answer to a ping. */
const PING_MS = 1_000;

/** @param pending takes everything that the server owes an answer for */
export function createGuardedPool({ testAfterIdleMs, ...options }: GuardedPoolOptions, pending: Pending): GuardedPool {
  let outage: Error | undefined;
  /** Of the connections in use, of those that idle, and of those still being opened. */
  let sockets = new Set<Socket>();
  let pool = openPool();
  const lastUsed = new WeakMap<PoolConnection, number>();
  /** Connections that idled longer than one that turned out dead are not tried one by one. */
  let distrustedBefore = 0;

  function openPool(): Pool {
    const own = sockets;
    const stream = (): Socket => {
      const socket = openSocket(options);
      own.add(socket);
      return socket.once('close', () => own.delete(socket));
    };
    return createPool({ ...options, stream });
  }

  const begin = <T>(callback: Callback<T>): Callback<T> => {
    const end = pending.begin((error) => callback(error, undefined as T));
    return (error, result) => {
      if (end()) {
        callback(error, result);
      }
    };
  };

  /** Hands a connection on that is alive as far as can be known. */
  const acquire = (callback: Callback<PoolConnection>): void => {
    pool.getConnection((error, connection) => {
      const used = error ? undefined : lastUsed.get(connection);
      if (used === undefined || performance.now() - used < testAfterIdleMs) {
        callback(error, connection);
        return;
      }
      if (used < distrustedBefore) {
        drop(connection);
        acquire(callback);
        return;
      }
      ping(connection, (alive) => {
        if (alive) {
          callback(null, connection);
          return;
        }
        distrustedBefore = performance.now() - testAfterIdleMs;
        drop(connection);
        acquire(callback);
      });
    });
  };

  return {
    getConnection: (callback) => {
      if (outage === undefined) {
        acquire(begin(callback));
      } else {
        callback(outage, undefined as unknown as PoolConnection);
      }
    },
    release: (connection) => {
      lastUsed.set(connection, performance.now());
      connection.release();
    },
    begin,
    abandon: (error) => {
      const [left, stuck] = [pool, sockets];
      outage = error;
      sockets = new Set();
      pool = openPool();
      pending.abandonAll(error);
      left.end(() => undefined);
      stuck.forEach((socket) => socket.destroy());
    },
    resume: () => {
      outage = undefined;
    },
    end: () => promisify(pool.end.bind(pool))(),
  };
}

/** As mysql2 opens it by itself. */
function openSocket({ socketPath, port = 3306, host = 'localhost' }: PoolOptions): Socket {
  return socketPath === undefined ? connect(port, host).setNoDelay(true).setKeepAlive(true) : connect(socketPath);
}

function ping(connection: PoolConnection, callback: (alive: boolean) => void): void {
  let waiting = true;
  const end = (alive: boolean): void => {
    if (waiting) {
      waiting = false;
      cancel();
      callback(alive);
    }
  };
  const cancel = afterSilence(PING_MS, () => end(false));
  // Without an error, mysql2 calls back without any argument.
  connection.ping((error) => end(!error));
}
