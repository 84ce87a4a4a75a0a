import type { StatementObserver } from '../../store/driver/abortable.ts';
import type { Tracing } from '../../tracing/tracing.ts';
import type { CountersTables } from '../columns/tables.ts';
import type { CountersHandle } from './schema.ts';

/** Statements on the counters database, and how its columns are read. */
export type CountersWork<T> = (db: CountersHandle, tables: CountersTables) => Promise<T>;

/** The counters database: MySQL and what speaks its protocol, or the embedded one of the demo. */
export interface CountersDatabase {
  readonly kind: 'mysql' | 'pglite';
  /**
   * How the columns of the two tables are read, by the types they have. Looked up at the first connection, after a lost one,
   * when a statement meets another schema, and at each `ping`; not for each query.
   * @throws {CountersError} `columns` when one is missing or holds what Vigie cannot read.
   */
  tables(): Promise<CountersTables>;
  /**
   * Runs reading statements; a connection that turns out to be lost is replaced and the reading done once more.
   * @param signal ends the statements.
   * @throws {CountersError} when the database gives no answer; the signal's reason when it was aborted.
   */
  read<T>(work: CountersWork<T>, signal?: AbortSignal): Promise<T>;
  /**
   * Runs writing statements in one transaction, in which values that a column cannot hold are refused.
   * @param work is done once more, from its start, after a deadlock and, where there are several servers, on the next one
   *   when one goes away: nothing of what it did before has been kept then
   * @throws {CountersError} when the database gives no answer, lets its user only read (`failure: 'denied'`) or cannot hold a
   *   value (`value`): nothing is written then; `unconfirmed` when it fell silent over the commit, and may have written.
   */
  write<T>(work: CountersWork<T>): Promise<T>;
  /** @throws {CountersError} when the database gives no answer, or its tables cannot be read. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
export interface CountersOptions {
  /** `COUNTERS_URL`, see `parseCountersUrl`; its own options go before the ones here. */
  url: string;
  poolSize?: number;
  connectTimeoutMs?: number;
  queryTimeoutMs?: number;
  /** A connection that idled for longer is tested before its next use. */
  testAfterIdleMs?: number;
  /** Called when another server of several is asked from then on. @param server its host and port */
  onFailover?: (server: string) => void;
  /** Called for each statement that has a signal. */
  observe?: StatementObserver;
  /** Records the statements. */
  tracing?: Tracing;
}
