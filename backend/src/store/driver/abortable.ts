import { setTimeout as pause } from 'node:timers/promises';

import { type DatabaseConnection, type Dialect, Kysely, type QueryExecutor, type QueryResult } from 'kysely';

/** How a statement under a signal ended, and how long it took, in seconds; `killed`: by the signal. */
export type StatementObserver = (outcome: 'ok' | 'failed' | 'killed', seconds: number) => void;

/** A handle on a database, and the same one under signals. */
export interface AbortableDatabase<S> {
  readonly db: Kysely<S>;
  /** The handle whose statements end when the signal is aborted. It shares the connections of `db`, which closes them. */
  readonly under: (signal: AbortSignal) => Kysely<S>;
}

/**
 * Opens a handle whose statements can be ended from outside. An aborted signal keeps statements from being sent, and ends the
 * one that runs by the means of the dialect: `KILL QUERY` on MySQL, `pg_cancel_backend` on PostgreSQL, each on a connection of
 * its own. PGlite, which runs in this process, ends between two statements.
 *
 * Kysely takes a signal for each statement; it gives the caller up at once and reports the statement's own end on the console.
 * Here a statement is over when the server has ended it, so that its connection is back in the pool by then.
 * @param observe called for each statement under a signal
 */
export function openAbortable<S>(dialect: Dialect, observe: StatementObserver = () => undefined): AbortableDatabase<S> {
  const db = new Kysely<S>({ dialect });
  // Begins and ends transactions on connections that are handed to it; it opens none.
  const driver = dialect.createDriver();
  return {
    db,
    under: (signal) =>
      new Kysely<S>({ config: { dialect }, dialect, driver, executor: underSignal(db.getExecutor(), signal, observe) }),
  };
}

/** An executor of the same statements on the same connections. */
function underSignal(executor: QueryExecutor, signal: AbortSignal, observe: StatementObserver): QueryExecutor {
  const again = (changed: QueryExecutor) => underSignal(changed, signal, observe);
  return {
    get adapter() {
      return executor.adapter;
    },
    get plugins() {
      return executor.plugins;
    },
    transformQuery: (node, queryId) => executor.transformQuery(node, queryId),
    compileQuery: (node, queryId) => executor.compileQuery(node, queryId),
    executeQuery: async (query) => {
      signal.throwIfAborted();
      return executor.provideConnection((connection) =>
        endedBy(signal, connection, executor, () => connection.executeQuery(query), observe)
      );
    },
    stream: (query, chunkSize, options) => executor.stream(query, chunkSize, { ...options, signal }),
    provideConnection: (consumer, options) => executor.provideConnection(consumer, { ...options, signal }),
    withConnectionProvider: (provider) => again(executor.withConnectionProvider(provider)),
    withPlugin: (plugin) => again(executor.withPlugin(plugin)),
    withPlugins: (plugins) => again(executor.withPlugins(plugins)),
    withPluginAtFront: (plugin) => again(executor.withPluginAtFront(plugin)),
    withoutPlugins: () => again(executor.withoutPlugins()),
  };
}

/** Runs a statement; the signal has the server end it. The connection is free when both are over: nothing else is hit. */
async function endedBy<R>(
  signal: AbortSignal,
  connection: DatabaseConnection,
  { provideConnection }: Pick<QueryExecutor, 'provideConnection'>,
  run: () => Promise<QueryResult<R>>,
  observe: StatementObserver
): Promise<QueryResult<R>> {
  // The caller may have gone while it waited for the connection.
  signal.throwIfAborted();
  await connection.collectSessionInfo?.();
  signal.throwIfAborted();
  let over: AbortController | undefined;
  let cancelling: Promise<void> | undefined;
  const cancel = (): void => {
    over = new AbortController();
    cancelling = cancelUntil(over.signal, connection, provideConnection);
  };
  signal.addEventListener('abort', cancel, { once: true });
  const began = performance.now();
  let outcome: Parameters<StatementObserver>[0] = 'failed';
  try {
    const result = await run();
    outcome = 'ok';
    signal.throwIfAborted();
    return result;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', cancel);
    over?.abort();
    observe(signal.aborted ? 'killed' : outcome, (performance.now() - began) / 1_000);
    await cancelling;
  }
}

/** Between the first two orders to end a statement, in milliseconds; each further one waits for twice as long. */
const CANCEL_AGAIN_MS = 100;
const LONGEST_CANCEL_AGAIN_MS = 5_000;

/**
 * Has the server end what runs on a connection, until it is over. One order does not do: MySQL and PostgreSQL forget one for a
 * connection that runs nothing, and a statement that is on its way to the server, or between being prepared and executed, begins
 * after it. A server that cannot be asked ends the statement by its own time limit.
 */
async function cancelUntil(
  over: AbortSignal,
  connection: DatabaseConnection,
  provideConnection: QueryExecutor['provideConnection']
): Promise<void> {
  if (connection.cancelQuery === undefined) {
    return;
  }
  for (let wait = CANCEL_AGAIN_MS; !over.aborted; wait = Math.min(2 * wait, LONGEST_CANCEL_AGAIN_MS)) {
    await connection.cancelQuery((consumer) => provideConnection(consumer)).catch(() => undefined);
    await pause(wait, undefined, { signal: over }).catch(() => undefined);
  }
}
