import { hasUnqualifiedIds } from '../../domain/tickets/unqualified-ids.ts';
import type { Logger } from '../../main/logger.ts';
import type { ReadingStanding } from '../../operation/standing.ts';
import { reclassify } from '../../store/upstream-rows/reclassify.ts';
import type { Tracing } from '../../tracing/tracing.ts';
import type { ConnectionSource, JobsOptions, SyncConnection } from './connection-source.ts';
import { type ConnectionReport, ConnectionSync, type RunOptions } from './connection-sync.ts';

export interface ReadersOptions {
  source: ConnectionSource;
  jobs: JobsOptions;
  logger: Logger;
  reconcileIntervalMs: number;
  /** Records each reading. */
  tracing?: Tracing | undefined;
  /** Called after each run, which ends for its caller only then. Never rejects. */
  afterRun: () => Promise<void>;
}

/** Reads one connection until it leaves or changes. */
export class Reader {
  readonly connection: SyncConnection;
  readonly #sync: ConnectionSync;
  readonly #afterRun: () => Promise<void>;
  readonly #ended = new AbortController();

  constructor(connection: SyncConnection, { jobs, logger, reconcileIntervalMs, tracing, afterRun }: ReadersOptions) {
    this.connection = connection;
    this.#afterRun = afterRun;
    this.#sync = new ConnectionSync(connection.name, connection.createJobs(jobs), logger, reconcileIntervalMs, tracing);
  }

  async run(options: RunOptions): Promise<ConnectionReport> {
    const report = await this.#sync.run(this.#untilEnd(options));
    await this.#afterRun();
    return report;
  }

  async runUnlessBusy(options: RunOptions): Promise<void> {
    await this.#sync.runUnlessBusy(this.#untilEnd(options));
    await this.#afterRun();
  }

  standing(): ReadingStanding[] {
    return this.#sync.standing();
  }

  settled(): Promise<void> {
    return this.#sync.settled();
  }

  /** Gives up what is under way and waits for its end. */
  async end(): Promise<void> {
    this.#ended.abort(new Error('the connection was removed or changed'));
    await this.settled();
  }

  #untilEnd(options: RunOptions): RunOptions {
    return { ...options, signal: AbortSignal.any([options.signal, this.#ended.signal]) };
  }
}

/** A reader for each connection there is, kept in step with the {@link ConnectionSource}. */
export class Readers {
  readonly #options: ReadersOptions;
  readonly #readers = new Map<string, Reader>();
  #updated: Promise<void> = Promise.resolve();

  constructor(options: ReadersOptions) {
    this.#options = options;
  }

  /** Looks which connections there are. One that changed is read again only when its old readings have ended. */
  async update(): Promise<readonly Reader[]> {
    // One after the other: two at once would make two readers for a new connection.
    const update = this.#updated.then(() => this.#update());
    this.#updated = update.catch(() => undefined);
    await update;
    return [...this.#readers.values()];
  }

  /** What is being read of all connections. */
  standing(): ReadingStanding[] {
    return [...this.#readers.values()].flatMap((reader) => reader.standing());
  }

  /** Resolves when nothing is under way any more; abort the runs' signal first. */
  async settled(): Promise<void> {
    await this.#updated;
    await Promise.all([...this.#readers.values()].map((reader) => reader.settled()));
  }

  /** Waits like {@link settled}, and lets the next readings begin without what earlier ones remember. */
  async forget(): Promise<void> {
    await this.settled();
    this.#readers.clear();
  }

  async #update(): Promise<void> {
    const { source, logger } = this.#options;
    const current = new Map((await source.current()).map((connection) => [connection.name, connection]));
    for (const [name, reader] of this.#readers) {
      if (current.get(name) !== reader.connection) {
        this.#readers.delete(name);
        await reader.end();
        await source.dropped(reader.connection);
        logger.info({ connection: name }, current.has(name) ? 'the connection changed' : 'the connection was removed');
      }
    }
    for (const [name, connection] of current) {
      if (!this.#readers.has(name)) {
        this.#readers.set(name, new Reader(connection, this.#options));
      }
    }
    await this.#followAccounts();
  }

  /** Ids of the rules without a connection count as long as there is one account of their kind. */
  async #followAccounts(): Promise<void> {
    const { jobs, logger } = this.#options;
    if (hasUnqualifiedIds(jobs.rules) && (await reclassify(jobs.db, jobs.rules))) {
      logger.info('tickets reclassified: the connected accounts changed');
    }
  }
}
