import { setTimeout as sleep } from 'node:timers/promises';

import type { Logger } from '../main/logger.ts';
import type { Leading } from './leader.ts';

/** Work that the leader looks after. */
export interface ScheduledWork {
  /** For the log. */
  name: string;
  /** Does what is due, and returns when nothing is; called again soon. May reject: it is called again all the same. */
  run(leading: Leading, stopped: AbortSignal): Promise<void>;
}

/** Does at times of day what this backend does when it leads. */
export interface Scheduler {
  start(): void;
  /** Begins nothing more and gives what is under way a few seconds to end. */
  stop(): Promise<void>;
}

export interface SchedulerOptions {
  /** Whether this backend leads now. */
  leading: () => Leading | undefined;
  work: readonly ScheduledWork[];
  logger: Logger;
  /** How often it looks, in milliseconds. */
  everyMs?: number;
}

/** Schedules count minutes. */
const EVERY_MS = 5_000;
/** What a service manager waits for, less what stops after this. */
const PATIENCE_MS = 5_000;

export function createScheduler({ leading, work, logger, everyMs = EVERY_MS }: SchedulerOptions): Scheduler {
  const stopped = new AbortController();
  let loops: Promise<void>[] | undefined;

  /** Each has a loop of its own: a mail server that hangs holds up nothing else. */
  async function loop(each: ScheduledWork): Promise<void> {
    let failing = false;
    while (!stopped.signal.aborted) {
      const led = leading();
      try {
        if (led !== undefined) {
          await each.run(led, stopped.signal);
          failing = false;
        }
      } catch (error) {
        // One line for an outage, not one every few seconds; a term that ended is none.
        if (!failing && !led?.signal.aborted && !stopped.signal.aborted) {
          logger.error({ err: error, work: each.name }, 'scheduled work failed: it is tried again');
          failing = true;
        }
      }
      await sleep(everyMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  }

  return {
    start() {
      loops ??= work.map((each) => loop(each));
    },
    async stop() {
      stopped.abort(new Error('the scheduler stops'));
      const patience = new AbortController();
      await Promise.race([
        Promise.all(loops ?? []),
        sleep(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined),
      ]);
      patience.abort();
    },
  };
}
