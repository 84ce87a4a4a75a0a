import type { Dialect } from 'kysely';

import type { Tracing } from '../../tracing/tracing.ts';
import type { StatementObserver } from './abortable.ts';

export interface StoreOptions {
  /** `postgres://…`; absent: the embedded store in `dataDir`. */
  databaseUrl?: string;
  /** Folder of the embedded store (made when missing), or `memory://`. */
  dataDir?: string;
  /** Connections to PostgreSQL; default: 10. */
  poolSize?: number;
  /** Called for connections that broke while idle; the pool replaces them by itself. */
  onConnectionError?: (error: Error) => void;
  /** Called when another server of several is asked from then on. @param server its address */
  onFailover?: (server: string) => void;
  /** Called for each statement under a signal. */
  observe?: StatementObserver;
  /** Records its statements, but not those of the lease. */
  tracing?: Tracing;
}

/** A transaction in which a whole SQL script can run, which Kysely cannot do alike on both drivers. */
export interface ScriptTransaction {
  query<T>(statement: string, values?: unknown[]): Promise<T[]>;
  /** Runs a script of several statements. */
  script(statements: string): Promise<void>;
}

/** What a driver gives: how Kysely talks to it, how scripts run, how it ends. */
export interface StoreDriver {
  dialect: Dialect;
  /** The same store over a connection of its own; absent where there is one connection only. */
  control?: Dialect;
  transaction<T>(work: (transaction: ScriptTransaction) => Promise<T>): Promise<T>;
  /** Called after Kysely has closed the connections. */
  release(): Promise<void>;
}
