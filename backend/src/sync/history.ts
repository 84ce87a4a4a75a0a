import type { Clock } from '../domain/clock/clock.ts';
import type { Rules } from '../domain/rules/rules.ts';
import type { Logger } from '../main/logger.ts';
import { takeSnapshot, thinSnapshots } from '../store/history/snapshots.ts';
import type { StoreDatabase } from '../store/schema.ts';
import { Due } from './due.ts';

const THIN_INTERVAL_MS = 60 * 60_000;

/** Keeps pictures of the board while readings change it. */
export interface History {
  /** Takes a snapshot if there is something new to keep, and thins old ones now and then. Never rejects. */
  record(): Promise<void>;
  /** Records nothing more; resolves when nothing is under way. */
  stop(): Promise<void>;
}

export function createHistory(options: { db: StoreDatabase; rules: Rules; clock: Clock; logger: Logger }): History {
  const { db, rules, clock, logger } = options;
  const thinning = new Due(THIN_INTERVAL_MS);
  let stopped = false;
  let underWay: Promise<void> | undefined;

  async function recordOnce(): Promise<void> {
    try {
      const now = clock.now();
      if ((await takeSnapshot(db, rules, now)) && thinning.isDue()) {
        thinning.succeeded();
        await thinSnapshots(db, rules, now);
      }
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
