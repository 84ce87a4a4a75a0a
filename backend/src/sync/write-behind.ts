/** Writes beside the reading: what arrives while a write is under way goes into the next one, all together. */
export class WriteBehind<T> {
  readonly #write: (items: T[]) => Promise<void>;
  #waiting: T[] = [];
  #writing: Promise<void> | undefined;
  #failure: { error: unknown } | undefined;

  constructor(write: (items: T[]) => Promise<void>) {
    this.#write = write;
  }

  /** Hands an item over without waiting for it to be written. Throws the error of an earlier write. */
  add(item: T): void {
    this.#throwFailure();
    this.#waiting.push(item);
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when everything handed over is written; throws when something could not be. */
  async flush(): Promise<void> {
    await this.#writing;
    this.#throwFailure();
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const items = this.#waiting;
        this.#waiting = [];
        await this.#write(items);
      }
    } catch (error) {
      this.#failure = { error };
    } finally {
      this.#writing = undefined;
    }
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) {
      throw this.#failure.error;
    }
  }
}
