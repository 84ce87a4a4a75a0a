import { realTimer, type Timer } from './timer.ts';

/** Who asks, most urgent first. Only `refresh` may use the reserve, so that no long reading can starve it. */
export const PRIORITIES = ['refresh', 'reading', 'background'] as const;
export type Priority = (typeof PRIORITIES)[number];

export interface RequestBudgetOptions {
  /** Requests allowed in any sliding 60 seconds. */
  perMinute: number;
  /** Requests in flight together. */
  maxConcurrent: number;
  timer?: Timer;
}

/**
 * Ends a request. `answered` is false when the upstream said nothing of whether more requests may follow: it refused
 * this one for their number, or the request was given up.
 */
export type Release = (answered: boolean) => void;

interface Waiting {
  /** When it began to wait, on the budget's clock. */
  since: number;
  grant(): void;
}

/** How much of a budget is used. */
export interface BudgetStanding {
  inFlight: number;
  /** Requests that count now, those in flight included. */
  inMinute: number;
  perMinute: number;
  waiting: number;
  /** How long the one that came first has waited, in milliseconds; 0 when none waits. */
  longestWaitMs: number;
  /** What is left of a pause, in milliseconds. */
  pausedForMs: number;
}

const MINUTE_MS = 60_000;
/** Flights kept free for the refresh while a long reading is under way. */
const RESERVED_FLIGHTS = 2;

/**
 * The request budget of one connection, in real time, shared by all its jobs and by every retry.
 *
 * It is a sliding minute that allows bursts. A request counts from before it is sent until 60 seconds after its answer
 * came: whatever the network's delays, the upstream never sees more than `perMinute` arrivals in any 60 seconds.
 *
 * After a {@link RequestBudget.pause} one request goes first and tells whether the upstream takes requests again. Each
 * answer then lets one more go side by side (TCP's slow start, RFC 5681 §3.1), so that a limit which frees itself bit by
 * bit refuses a few requests instead of all that waited.
 */
export class RequestBudget {
  readonly #perMinute: number;
  readonly #maxConcurrent: number;
  readonly #reserve: number;
  readonly #timer: Timer;
  readonly #queues: Record<Priority, Set<Waiting>> = { refresh: new Set(), reading: new Set(), background: new Set() };
  /** Instants at which answered requests stop counting, in order. */
  #expiries: number[] = [];
  #inFlight = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  /** Requests in flight together since the last pause; infinite while there was none, and once all may go again. */
  #window = Number.POSITIVE_INFINITY;
  /** Requests in flight that were sent since the last pause. Those sent before it tell nothing about its end. */
  #inFlightSincePause = 0;
  #pauses = 0;
  #cancelWakeUp: (() => void) | undefined;

  constructor(options: RequestBudgetOptions) {
    this.#perMinute = Math.max(1, Math.floor(options.perMinute));
    this.#maxConcurrent = Math.max(1, Math.floor(options.maxConcurrent));
    this.#reserve = Math.floor(Math.min(this.#perMinute / 2, Math.max(6, this.#perMinute * 0.2)));
    this.#timer = options.timer ?? realTimer;
  }

  /**
   * Waits for the right to send one request.
   * @returns what must be called, once, when the request is over
   * @throws the signal's reason when it aborts while waiting
   */
  async acquire(priority: Priority, signal?: AbortSignal): Promise<Release> {
    signal?.throwIfAborted();
    let sentAfter = 0;
    await new Promise<void>((resolve, reject) => {
      const queue = this.#queues[priority];
      const onAbort = (): void => {
        queue.delete(waiting);
        reject(signal?.reason as Error);
        this.#pump();
      };
      const waiting: Waiting = {
        since: this.#timer.now(),
        grant: () => {
          signal?.removeEventListener('abort', onAbort);
          sentAfter = this.#pauses;
          resolve();
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      queue.add(waiting);
      this.#pump();
    });
    let released = false;
    return (answered) => {
      if (released) {
        return;
      }
      released = true;
      this.#inFlight -= 1;
      this.#expiries.push(this.#timer.now() + MINUTE_MS);
      if (sentAfter === this.#pauses) {
        this.#inFlightSincePause -= 1;
        this.#widen(answered);
      }
      this.#pump();
    };
  }

  /** Sends nothing more for a while, then one request alone: the upstream asked for it. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#timer.now() + ms);
    this.#pauses += 1;
    this.#inFlightSincePause = 0;
    this.#window = 1;
  }

  /** Milliseconds of {@link RequestBudget.pause} that remain; 0 when not paused. */
  get pausedForMs(): number {
    return Math.max(0, this.#pausedUntil - this.#timer.now());
  }

  standing(): BudgetStanding {
    const now = this.#timer.now();
    const waiting = PRIORITIES.flatMap((priority) => [...this.#queues[priority]]);
    const since = Math.min(now, ...waiting.map((one) => one.since));
    return {
      inFlight: this.#inFlight,
      inMinute: this.#inFlight + this.#expiries.filter((expiry) => expiry > now).length,
      perMinute: this.#perMinute,
      waiting: waiting.length,
      longestWaitMs: now - since,
      pausedForMs: this.pausedForMs,
    };
  }

  #pump(): void {
    const now = this.#timer.now();
    const firstLive = this.#expiries.findIndex((expiry) => expiry > now);
    this.#expiries = firstLive === -1 ? [] : this.#expiries.slice(firstLive);
    if (now >= this.#pausedUntil) {
      for (const priority of PRIORITIES) {
        for (const waiting of this.#queues[priority]) {
          if (!this.#hasRoomFor(priority)) {
            break;
          }
          this.#queues[priority].delete(waiting);
          this.#inFlight += 1;
          this.#inFlightSincePause += 1;
          waiting.grant();
        }
      }
    }
    this.#wakeUpWhenRoomIsMade(now);
  }

  #hasRoomFor(priority: Priority): boolean {
    const urgent = priority === 'refresh';
    const flights = urgent ? this.#maxConcurrent : Math.max(1, this.#maxConcurrent - RESERVED_FLIGHTS);
    const requests = urgent ? this.#perMinute : this.#perMinute - this.#reserve;
    return (
      this.#inFlight < flights &&
      this.#inFlightSincePause < this.#window &&
      this.#inFlight + this.#expiries.length < requests
    );
  }

  #widen(answered: boolean): void {
    if (answered) {
      this.#window = this.#window < this.#maxConcurrent ? this.#window + 1 : Number.POSITIVE_INFINITY;
    }
  }

  /** A release pumps by itself; only the passing of time needs a timer. */
  #wakeUpWhenRoomIsMade(now: number): void {
    this.#cancelWakeUp?.();
    this.#cancelWakeUp = undefined;
    if (PRIORITIES.every((priority) => this.#queues[priority].size === 0)) {
      return;
    }
    const next = now < this.#pausedUntil ? this.#pausedUntil : this.#expiries[0];
    if (next !== undefined) {
      this.#cancelWakeUp = this.#timer.after(Math.ceil(Math.max(1, next - now)), () => this.#pump());
    }
  }
}
