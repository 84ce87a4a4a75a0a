import { performance } from 'node:perf_hooks';
import { memoryUsage } from 'node:process';

/** What is known of the heap, and how it is collected. */
export interface HeapControl {
  /** What the heap has of the system, in bytes, used or not. */
  held: () => number;
  /** Share of the time since the last call in which the event loop had work. */
  busy: () => number;
  /** Looks through the whole heap and gives back what nothing uses. */
  collect: () => Promise<void>;
}

const EVERY_MS = 60_000;
/** A program that works more than this collects on the way, and has answers to give in the meantime. */
const AT_REST = 0.5;
/** A collection stops the program for 60 ms: not for less than this. */
const WORTH_BYTES = 8 * 1024 * 1024;

/**
 * A look each minute whether the heap still holds what a time of load left. V8 collects when something is allocated, so that
 * a server which has little to do would keep 10 to 20 MB for hours.
 */
export function createHeapLook({ held, busy, collect }: HeapControl): () => Promise<void> {
  let settled = 0;
  return async () => {
    if (busy() < AT_REST && held() > settled + WORTH_BYTES) {
      await collect();
      settled = held();
    }
  };
}

/** Begins the looks, where the program was started with a way to collect (`bin/start.cjs`); they keep no process alive. */
export function watchHeapAtRest(): void {
  const { gc } = globalThis;
  if (gc === undefined) {
    return;
  }
  let before = performance.eventLoopUtilization();
  const look = createHeapLook({
    held: () => memoryUsage().heapTotal,
    busy: () => {
      const last = before;
      before = performance.eventLoopUtilization();
      return performance.eventLoopUtilization(before, last).utilization;
    },
    collect: () => gc({ type: 'major', execution: 'async' }),
  });
  setInterval(() => void look(), EVERY_MS).unref();
}
