import { BusyError } from '../../domain/busy-error.ts';
import type { Clock } from '../../domain/clock/clock.ts';
import type { CountersRules } from '../../domain/rules/counters-rules.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { createLastGood, type LastGood } from '../../liveness/last-good.ts';
import type { Logger } from '../../main/logger.ts';
import { type Counters, createCounters } from '../counters.ts';
import type { CountersDatabase } from './database.ts';
import { CountersError } from './failures/failures.ts';
import { createKeptLists } from './kept/kept-lists.ts';
import { createSharedWork, type SharedWork } from './kept/shared-work.ts';

/** Name of the counters database among the sources. */
export const COUNTERS_SOURCE = 'counters';

/** Why there is no new answer: the database gave none, or Vigie is too busy to ask it. */
export type NoAnswer = CountersError | BusyError;

/** How long a question that has a kept answer waits for a new one. */
const PATIENCE_MS = 2_000;

/** How the counters database has answered so far. */
export interface CountersContact {
  /** The last time it answered, by the business clock. */
  readAt: Date | null;
  /** Why it did not answer the last time it was asked; null when it did. */
  error: LocalizedText | null;
}

/** The counters as a source among others: read per query, with the last good answers for outages. */
export interface CountersSource {
  readonly counters: Counters;
  readonly lastGood: LastGood<NoAnswer>;
  /** Readings that equal questions of equal rights share; a write through Vigie shows in the next answer. */
  readonly shared: SharedWork;
  /** What is known of the database; asks it first when nobody has yet. Never throws. */
  contact(): Promise<CountersContact>;
  /** Asks the database at intervals, so that its state is known while nobody looks at a counter. */
  watch(intervalMs: number): void;
  /** Ends the watch and resolves when nothing is being asked any more; the database stays open. */
  stop(): Promise<void>;
}

/** Watches over a database that is open; the caller that opened it closes it. */
export function createCountersSource(
  database: CountersDatabase,
  rules: CountersRules,
  {
    clock,
    logger,
    keepAnswers = false,
  }: {
    clock: Clock;
    logger: Pick<Logger, 'warn' | 'info'>;
    /** Keeps the answers of costly readings, and lists that most readings begin with, for some seconds. */
    keepAnswers?: boolean;
  }
): CountersSource {
  const shared = createSharedWork({ keep: keepAnswers });
  const kept = createKeptLists({ keep: keepAnswers });
  let contact: CountersContact = { readAt: null, error: null };
  let asking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const answered = (): void => {
    if (contact.error !== null) {
      logger.info('the counters database answers again');
    }
    contact = { readAt: clock.now(), error: null };
  };
  const failed = (error: CountersError): void => {
    if (contact.error === null) {
      logger.warn({ err: error, failure: error.failure }, 'the counters database gave no answer');
    }
    contact = { ...contact, error: error.text };
  };
  const noteFailure = (error: unknown): never => {
    if (error instanceof CountersError) {
      failed(error);
    }
    throw error;
  };
  const watched = async <T>(work: () => Promise<T>): Promise<T> => {
    const value = await work().catch(noteFailure);
    answered();
    return value;
  };
  const observed: CountersDatabase = {
    ...database,
    // Known since the last contact, mostly: having them is no answer.
    tables: () => database.tables().catch(noteFailure),
    read: (work, signal) => watched(() => database.read(work, signal)),
    write: (work) =>
      database.write(work).finally(() => {
        shared.forget();
        kept.forget();
      }),
    ping: () => watched(() => database.ping()),
  };
  const ask = (): Promise<void> =>
    (asking ??= observed
      .ping()
      // Known from the contact by now.
      .catch(() => undefined)
      .finally(() => (asking = undefined)));

  return {
    counters: createCounters(observed, rules, kept),
    lastGood: createLastGood<NoAnswer>({
      clock,
      noAnswer: (error) => (error instanceof CountersError || error instanceof BusyError ? error : undefined),
      patience: { ms: PATIENCE_MS, error: () => new CountersError('slow', undefined) },
    }),
    shared,
    contact: async () => {
      if (contact.readAt === null && contact.error === null) {
        await ask();
      }
      return contact;
    },
    watch: (intervalMs) => {
      void ask();
      timer ??= setInterval(() => void ask(), intervalMs).unref();
    },
    stop: async () => {
      clearInterval(timer);
      timer = undefined;
      await asking;
    },
  };
}
