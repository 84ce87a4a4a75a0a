import { createHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

import { type Activities, IN_QUEUE } from './activities.ts';
import type { OperationEvents } from './events.ts';

/** What happened in some seconds. Durations in seconds, sizes in bytes. */
export interface Slot {
  /** End of the slot, real time. */
  at: Date;
  queries: number;
  /** 95th percentile of their durations; null without any. */
  p95Seconds: number | null;
  failed: number;
  refused: number;
  kept: number;
  /** Statements that were killed since nobody waited for them any more. */
  statementsKilled: number;
  /** Queries in a queue at the end of the slot. */
  waiting: number;
  /** The longest that any query was in a queue during the slot, those that still are included. */
  longestWaitSeconds: number;
  /** The longest that the event loop kept a timer waiting. */
  loopDelaySeconds: number;
  residentBytes: number;
  heapBytes: number;
}

/** Figures of the last hours in memory, so that a page can show how it came to this without any other server. */
export interface Timeline {
  /** The oldest first. */
  slots(): readonly Slot[];
  /** What happened in the last so many seconds, rounded up to whole slots, the one that is not over included. */
  recent(seconds: number): Slot;
  start(): void;
  stop(): void;
}

export const SLOT_SECONDS = 10;
const KEPT_HOURS = 6;
const MOST_SLOTS = (KEPT_HOURS * 3_600) / SLOT_SECONDS;

export function createTimeline(events: OperationEvents, activities: Activities): Timeline {
  const durations = createHistogram();
  const loop = monitorEventLoopDelay({ resolution: 20 });
  let kept: Slot[] = [];
  let counts = noCounts();
  let timer: NodeJS.Timeout | undefined;

  events.listen((event) => {
    switch (event.kind) {
      case 'query':
        counts.queries += 1;
        counts.failed += Number(event.outcome === 'failed');
        counts.kept += Number(event.outcome === 'kept');
        // Whole microseconds, of which the histogram takes no fewer than one.
        durations.record(Math.max(1, Math.round(event.seconds * 1e6)));
        break;
      case 'waited':
        counts.longestWaitSeconds = Math.max(counts.longestWaitSeconds, event.seconds);
        break;
      case 'refused':
        counts.refused += 1;
        break;
      case 'statement':
        counts.statementsKilled += Number(event.outcome === 'killed');
        break;
      case 'statement-waited':
        break;
    }
  });

  const current = (): Slot => {
    const queues = activities.current().filter(({ waitingFor }) => IN_QUEUE.includes(waitingFor));
    const { rss, heapUsed } = process.memoryUsage();
    return {
      at: new Date(),
      ...counts,
      p95Seconds: durations.count === 0 ? null : durations.percentile(95) / 1e6,
      waiting: queues.reduce((sum, { count }) => sum + count, 0),
      longestWaitSeconds: Math.max(counts.longestWaitSeconds, ...queues.map(({ longestSeconds }) => longestSeconds)),
      // A timer is due every 20 ms; what comes on top is the delay. Without any measurement the maximum is 0.
      loopDelaySeconds: Math.max(0, loop.max - 20e6) / 1e9,
      residentBytes: rss,
      heapBytes: heapUsed,
    };
  };
  const close = (): void => {
    kept.push(current());
    if (kept.length > MOST_SLOTS) {
      kept = kept.slice(-MOST_SLOTS);
    }
    counts = noCounts();
    durations.reset();
    loop.reset();
  };
  return {
    slots: () => kept,
    recent: (seconds) => {
      const whole = Math.ceil(seconds / SLOT_SECONDS) - 1;
      return joined([...(whole > 0 ? kept.slice(-whole) : []), current()]);
    },
    start: () => {
      loop.enable();
      timer ??= setInterval(close, SLOT_SECONDS * 1_000).unref();
    },
    stop: () => {
      clearInterval(timer);
      timer = undefined;
      loop.disable();
    },
  };
}

/**
 * Several slots as one: what happened is added up, of what stood the last or the most is taken. The 95th percentile is that of
 * the slot where it was highest.
 * @param slots at least one, the oldest first
 */
export function joined(slots: readonly Slot[]): Slot {
  return slots.reduce((a, b) => ({
    at: b.at,
    queries: a.queries + b.queries,
    p95Seconds: a.p95Seconds === null ? b.p95Seconds : Math.max(a.p95Seconds, b.p95Seconds ?? 0),
    failed: a.failed + b.failed,
    refused: a.refused + b.refused,
    kept: a.kept + b.kept,
    statementsKilled: a.statementsKilled + b.statementsKilled,
    waiting: Math.max(a.waiting, b.waiting),
    longestWaitSeconds: Math.max(a.longestWaitSeconds, b.longestWaitSeconds),
    loopDelaySeconds: Math.max(a.loopDelaySeconds, b.loopDelaySeconds),
    residentBytes: Math.max(a.residentBytes, b.residentBytes),
    heapBytes: Math.max(a.heapBytes, b.heapBytes),
  }));
}

const noCounts = () => ({ queries: 0, failed: 0, refused: 0, kept: 0, statementsKilled: 0, longestWaitSeconds: 0 });
