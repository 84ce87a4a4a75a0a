/**
 * The clock of the traffic (request log, rate limit, durations): real time in epoch milliseconds that never runs backwards.
 * It stays apart from a simulator's business clock, which tests may stop.
 */
export type TrafficClock = () => number;

export const realTrafficClock: TrafficClock = () => performance.timeOrigin + performance.now();

export const MINUTE_MS = 60_000;

/** Instants of the last sliding minute, oldest first; `size` is how many there are at `at`. */
export class SlidingMinute {
  #instants: number[] = [];

  /** Forgets what is a minute old or older and tells how many instants remain. */
  size(at: number): number {
    const firstYoung = this.#instants.findIndex((instant) => instant > at - MINUTE_MS);
    this.#instants = firstYoung === -1 ? [] : this.#instants.slice(firstYoung);
    return this.#instants.length;
  }

  add(at: number): void {
    this.#instants.push(at);
  }

  /** Milliseconds until the oldest instant leaves the minute; 0 when there is none. */
  untilRoom(at: number): number {
    const oldest = this.#instants[0];
    return oldest === undefined ? 0 : Math.max(0, oldest + MINUTE_MS - at);
  }
}
