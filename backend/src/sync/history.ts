import type { Clock } from '../domain/clock/clock.ts';
import type { Rules } from '../domain/rules/rules.ts';
import type { Logger } from '../main/logger.ts';
import { takeSnapshot } from '../store/history/snapshots.ts';
import type { StoreDatabase } from '../store/schema.ts';

/** Keeps pictures of the board while readings change it. */
export interface History {
  /** Takes a snapshot if there is something new to keep. Never rejects. */
  record(): Promise<void>;
  /** Records nothing more; resolves when nothing is under way. */
  stop(): Promise<void>;
}

export function createHistory(options: { db: StoreDatabase; rules: Rules; clock: Clock; logger: Logger }): History {
  const { db, rules, clock, logger } = options;
  let stopped = false;
  let underWay: Promise<void> | undefined;

  async function recordOnce(): Promise<void> {
    try {
      await takeSnapshot(db, rules, clock.now());
    } catch (error) {
      logger.error({ err: error }, 'the state of the board could not be kept: the next reading tries again');
    }
  }

  return {
    record() {
      if (stopped) {
        return Promise.resolve();
      }
      underWay ??= recordOnce().finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
    async stop() {
      stopped = true;
      await underWay;
    },
  };
}
