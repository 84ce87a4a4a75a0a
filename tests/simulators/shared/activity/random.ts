/**
 * Seeded random numbers: the same seed gives the same data set on every machine.
 * The generator is mulberry32 (32 bits of state), plenty for sample data and nothing else.
 */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer between `min` and `max`, both included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** True with the given probability (0 … 1). */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One element of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    const element = list[Math.floor(this.next() * list.length)];
    if (element === undefined) {
      throw new RangeError('pick() needs a list that is not empty');
    }
    return element;
  }

  /** One value of `[value, weight]` pairs, in proportion to the weights. */
  weighted<T>(choices: ReadonlyArray<readonly [value: T, weight: number]>): T {
    const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
    let rest = this.next() * total;
    for (const [value, weight] of choices) {
      rest -= weight;
      if (rest < 0) {
        return value;
      }
    }
    throw new RangeError('weighted() needs at least one positive weight');
  }

  /** Log-uniform number between two positive bounds: as many values between 1 and 10 as between 10 and 100. */
  logUniform(min: number, max: number): number {
    return min * (max / min) ** this.next();
  }
}
