import type { Caller } from '../domain/access/caller.ts';
import { BusyError, type BusyReason } from '../domain/busy-error.ts';
import { type CountersLoadRules, DEFAULT_COUNTERS_RULES } from '../domain/rules/counters-rules.ts';
import type { Logger } from '../main/logger.ts';
import type { Activities } from '../operation/activities.ts';
import type { OperationEvents } from '../operation/events.ts';
import { createRefusalLog } from './refusal-log.ts';
import { createTurns, type Share } from './turns.ts';

/** Keeps the work of one caller from taking away the answers of the others. */
export interface Load {
  /**
   * Runs a query of the counters when its turn comes.
   * @param subject what is asked, for log and metrics: a dataset's name, or a route.
   * @throws {BusyError} when the caller has too much waiting, or the process is late and the caller may be the cause.
   */
  run<T>(caller: Caller, subject: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /**
   * Sends a statement of a query that has begun when its turn comes. A query of thousands of sites sends dozens of them: this is
   * what keeps one token from having every processor of the database.
   * @throws the signal's reason when it aborts before the turn has come.
   */
  statement<T>(caller: Caller, subject: string, send: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /**
   * Lets work begin that waits for no turn, unless the process is late with its work: then only that of callers whose queries
   * are known not to be the cause.
   * @param light work that costs little, such as a query of the board: it is refused only when no cause is known.
   * @throws {BusyError} `late`
   */
  admit(caller: Caller, subject: string, light?: boolean): void;
  /** How to find out that the process is late; default: never. */
  lateWhen(isLate: () => boolean): void;
  shares(): readonly Readonly<Share>[];
  stop(): void;
}

export interface LoadOptions {
  logger: Pick<Logger, 'warn'>;
  /** Of the rules; where one is absent, its default. */
  rules?: Partial<CountersLoadRules>;
  /** Gets to know who waits, and what was refused; absent: nobody. */
  operation?: { activities: Activities; events: OperationEvents };
}

export function createLoad({ logger, rules, operation }: LoadOptions): Load {
  const limits: CountersLoadRules = { ...DEFAULT_COUNTERS_RULES, ...rules };
  const turns = createTurns({
    perToken: limits.maxConcurrentPerToken,
    overall: limits.maxConcurrent,
    waiting: limits.maxWaitingPerToken,
    maxWaitMs: limits.maxWaitSeconds * 1_000,
  });
  const statements = createTurns({
    perToken: limits.maxStatementsPerToken,
    // One is left, so that the next one begins at once.
    alone: Math.max(limits.maxStatementsPerToken, limits.maxStatements - 1),
    overall: limits.maxStatements,
  });
  const log = createRefusalLog(logger);
  let isLate = (): boolean => false;

  const note = (caller: Caller, subject: string, reason: BusyReason): void => {
    log.note(caller, subject, reason);
    operation?.events.emit({ kind: 'refused', caller, subject, reason });
  };
  const refuse = (caller: Caller, subject: string): never => {
    note(caller, subject, 'late');
    throw new BusyError('late');
  };
  /** Callers who ask for more than their share. */
  const causes = () => turns.shares().filter(({ waiting }) => waiting > 0);

  const admit: Load['admit'] = (caller, subject, light = false) => {
    statements.seen(caller);
    if (!isLate()) {
      return;
    }
    const known = causes();
    if (known.length === 0 || (!light && known.some(({ tokenId }) => tokenId === caller.tokenId))) {
      refuse(caller, subject);
    }
  };
  return {
    admit,
    run: async (caller, subject, work, signal) => {
      admit(caller, subject);
      const leaveQueue = operation?.activities.begin(caller, subject, 'counters_turn');
      const onBegin = (ms: number): void => {
        leaveQueue?.();
        operation?.events.emit({ kind: 'waited', caller, subject, seconds: ms / 1_000 });
      };
      const begin = async () => {
        const end = operation?.activities.begin(caller, subject, 'counters');
        try {
          return await work();
        } finally {
          end?.();
        }
      };
      try {
        return await turns.run(caller, begin, { signal, onBegin });
      } catch (error) {
        if (error instanceof BusyError) {
          note(caller, subject, error.reason);
        }
        throw error;
      } finally {
        // Of one that never began.
        leaveQueue?.();
      }
    },
    statement: async (caller, subject, send, signal) => {
      const leaveQueue = operation?.activities.begin(caller, subject, 'statement_turn');
      const onBegin = (ms: number): void => {
        leaveQueue?.();
        operation?.events.emit({ kind: 'statement-waited', seconds: ms / 1_000 });
      };
      try {
        return await statements.run(caller, send, { signal, onBegin });
      } finally {
        leaveQueue?.();
      }
    },
    lateWhen: (check) => {
      isLate = check;
    },
    shares: () => turns.shares(),
    stop: () => log.stop(),
  };
}
