import { realTrafficClock, SlidingMinute, type TrafficClock } from './traffic.ts';

/** A limit of requests in any sliding minute. Refused requests do not count: the budget frees itself while a client waits. */
export class RateLimit {
  readonly #clock: TrafficClock;
  readonly #accepted = new SlidingMinute();

  constructor(clock: TrafficClock = realTrafficClock) {
    this.#clock = clock;
  }

  /** Takes one request out of the budget; returns 0 when it fits, else the seconds (≥ 1) until one will. */
  take(requestsPerMinute: number): number {
    const at = this.#clock();
    if (this.#accepted.size(at) < requestsPerMinute) {
      this.#accepted.add(at);
      return 0;
    }
    return Math.max(1, Math.ceil(this.#accepted.untilRoom(at) / 1000));
  }
}
