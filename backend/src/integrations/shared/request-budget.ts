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

interface Waiting {
  grant(): void;
}

const MINUTE_MS = 60_000;
/** Flights kept free for the refresh while a long reading is under way. */
const RESERVED_FLIGHTS = 2;

/**
 * The request budget of one connection, in real time, shared by all its jobs and by every retry.
 *
 * It is a sliding minute that allows bursts. A request counts from before it is sent until 60 seconds after its answer
 * came: whatever the network's delays, the upstream never sees more than `perMinute` arrivals in any 60 seconds.
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
  #cancelWakeUp: (() => void) | undefined;

  constructor(options: RequestBudgetOptions) {
    this.#perMinute = Math.max(1, Math.floor(options.perMinute));
    this.#maxConcurrent = Math.max(1, Math.floor(options.maxConcurrent));
    this.#reserve = Math.floor(Math.min(this.#perMinute / 2, Math.max(6, this.#perMinute * 0.2)));
    this.#timer = options.timer ?? realTimer;
  }

  /**
   * Waits for the right to send one request.
   * @returns what must be called, once, when the request is over, however it ended
   * @throws the signal's reason when it aborts while waiting
   */
  async acquire(priority: Priority, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const queue = this.#queues[priority];
      const onAbort = (): void => {
        queue.delete(waiting);
        reject(signal?.reason as Error);
        this.#pump();
      };
      const waiting: Waiting = {
        grant: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      queue.add(waiting);
      this.#pump();
    });
    let released = false;
    return () => {
      if (!released) {
        released = true;
        this.#inFlight -= 1;
        this.#expiries.push(this.#timer.now() + MINUTE_MS);
        this.#pump();
      }
    };
  }

  /** Sends nothing more for a while: the upstream asked for it. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#timer.now() + ms);
  }

  /** Milliseconds of {@link RequestBudget.pause} that remain; 0 when not paused. */
  get pausedForMs(): number {
    return Math.max(0, this.#pausedUntil - this.#timer.now());
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
    return this.#inFlight < flights && this.#inFlight + this.#expiries.length < requests;
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
