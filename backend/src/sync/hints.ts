import { realTimer, type Timer } from '../upstreams/http/timer.ts';

export interface HintsOptions {
  /** Least time from one call of `act` for a name to the next, in milliseconds. */
  intervalMs: number;
  /** Never rejects. */
  act(name: string): Promise<void>;
  timer?: Timer;
}

interface Hinted {
  actedAt: number;
  cancel?: (() => void) | undefined;
}

/**
 * Hints that something changed, as many as may come: the first is acted on at once, those that follow within the interval
 * together at its end. None is lost: what changed after an act began leads to another one.
 */
export class Hints {
  readonly #options: HintsOptions;
  readonly #timer: Timer;
  readonly #hinted = new Map<string, Hinted>();
  readonly #acts = new Set<Promise<void>>();

  constructor(options: HintsOptions) {
    this.#options = options;
    this.#timer = options.timer ?? realTimer;
  }

  add(name: string): void {
    const hinted: Hinted = this.#hinted.get(name) ?? { actedAt: Number.NEGATIVE_INFINITY };
    this.#hinted.set(name, hinted);
    if (hinted.cancel === undefined) {
      const waitMs = Math.max(0, hinted.actedAt + this.#options.intervalMs - this.#timer.now());
      hinted.cancel = this.#timer.after(waitMs, () => this.#act(name, hinted));
    }
  }

  /** Forgets what waits, and waits for what is under way. */
  async stop(): Promise<void> {
    for (const { cancel } of this.#hinted.values()) {
      cancel?.();
    }
    this.#hinted.clear();
    await Promise.all(this.#acts);
  }

  #act(name: string, hinted: Hinted): void {
    hinted.cancel = undefined;
    hinted.actedAt = this.#timer.now();
    const act = this.#options.act(name).finally(() => this.#acts.delete(act));
    this.#acts.add(act);
  }
}
