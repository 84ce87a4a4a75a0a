import type { Timer } from '../../../src/upstreams/http/timer.ts';

/** Time that passes only on demand, event by event. */
export class FakeTimer implements Timer {
  #now = 0;
  #events: { at: number; callBack: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, callBack: () => void): () => void {
    const event = { at: this.#now + ms, callBack };
    this.#events.push(event);
    return () => {
      this.#events = this.#events.filter((other) => other !== event);
    };
  }

  /** Lets time pass until nothing is planned any more, or until the given instant. */
  async run(until = Number.POSITIVE_INFINITY): Promise<void> {
    for (;;) {
      await settle();
      const next = this.#events.sort((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > until) {
        this.#now = Math.max(this.#now, until === Number.POSITIVE_INFINITY ? this.#now : until);
        return;
      }
      this.#events.shift();
      this.#now = next.at;
      next.callBack();
    }
  }
}

/** Lets everything happen that needs no time. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
