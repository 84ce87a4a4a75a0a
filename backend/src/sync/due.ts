/** When something that is done regularly is due again; after failures sooner, with growing patience. Real time. */
export class Due {
  readonly #intervalMs: number;
  readonly #now: () => number;
  #next: number;
  #failures = 0;

  /** @param firstInMs how long from now it is due for the first time */
  constructor(intervalMs: number, firstInMs = 0, now: () => number = () => performance.now()) {
    this.#intervalMs = intervalMs;
    this.#now = now;
    this.#next = now() + firstInMs;
  }

  isDue(): boolean {
    return this.#now() >= this.#next;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#next = this.#now() + this.#intervalMs;
  }

  failed(): void {
    const patienceMs = FIRST_PATIENCE_MS * 2 ** this.#failures;
    this.#failures += 1;
    this.#next = this.#now() + Math.min(this.#intervalMs, patienceMs);
  }
}

const FIRST_PATIENCE_MS = 30_000;
