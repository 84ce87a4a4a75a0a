import { realTrafficClock, SlidingMinute, type TrafficClock } from './traffic.ts';

/** One request as a simulator saw it. Header values are left out: they hold the key. */
export interface LoggedRequest {
  /** Arrival, epoch milliseconds of the traffic clock. */
  at: number;
  method: string;
  path: string;
  query: Record<string, string>;
  /** HTTP status; 0 when the connection ended without an answer; null while the request is in flight. */
  status: number | null;
  /** Null while the request is in flight. */
  durationMs: number | null;
}

/** Entries kept: a demo may run for days. The counts and maxima do not depend on what is kept. */
const KEPT_ENTRIES = 20_000;

/** Everything that was asked of a simulator since it started, or since {@link RequestLog.clear}. */
export class RequestLog {
  readonly #clock: TrafficClock;
  #entries: LoggedRequest[] = [];
  #total = 0;
  #lastMinute = new SlidingMinute();
  #maxPerMinute = 0;
  #inFlight = new Set<LoggedRequest>();
  #maxConcurrent = 0;

  constructor(clock: TrafficClock = realTrafficClock) {
    this.#clock = clock;
  }

  /** Requests in order of arrival; at most the last 20,000. */
  get entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  /** Records an arrival; hand the entry to {@link RequestLog.finish} when the answer is out. */
  start(method: string, path: string, query: Record<string, string>): LoggedRequest {
    const entry: LoggedRequest = { at: this.#clock(), method, path, query, status: null, durationMs: null };
    this.#entries.push(entry);
    if (this.#entries.length > KEPT_ENTRIES) {
      this.#entries.shift();
    }
    this.#total += 1;
    this.#lastMinute.add(entry.at);
    this.#maxPerMinute = Math.max(this.#maxPerMinute, this.#lastMinute.size(entry.at));
    this.#inFlight.add(entry);
    this.#maxConcurrent = Math.max(this.#maxConcurrent, this.#inFlight.size);
    return entry;
  }

  /** Records the end of a request, once; `status` 0 means that it got no answer. */
  finish(entry: LoggedRequest, status: number): void {
    if (entry.status !== null) {
      return;
    }
    entry.status = status;
    entry.durationMs = this.#clock() - entry.at;
    this.#inFlight.delete(entry);
  }

  /** How many requests there were, or how many of the kept ones satisfy `which`. */
  count(which?: (request: LoggedRequest) => boolean): number {
    return which === undefined ? this.#total : this.#entries.filter(which).length;
  }

  /** The highest number of requests that arrived within any 60 seconds. */
  maxPerMinute(): number {
    return this.#maxPerMinute;
  }

  /** The highest number of requests that were in flight together. */
  maxConcurrent(): number {
    return this.#maxConcurrent;
  }

  /** Forgets everything; requests still in flight count for the next maximum of concurrency only. */
  clear(): void {
    this.#entries = [];
    this.#total = 0;
    this.#lastMinute = new SlidingMinute();
    this.#maxPerMinute = 0;
    this.#maxConcurrent = this.#inFlight.size;
  }
}
