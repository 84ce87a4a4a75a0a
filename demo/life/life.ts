import type { Clock } from '../../backend/src/domain/clock/clock.ts';
import { DAY_MS, paceAt } from '../../tests/simulators/shared/activity/activity.ts';
import { Random } from '../../tests/simulators/shared/activity/random.ts';

/** A simulated system that lives step by step. */
export interface Living {
  tick(): unknown;
  /** Steps of a day, in the mean of a week. */
  stepsPerDay: number;
}

export interface LifeOptions {
  clock: Clock;
  seed: number;
  /** Milliseconds between two looks at whether something happens. */
  everyMs: number;
  /** `natural`: the rhythm of the invented company's days and nights. `hectic`: a step at every look, for tests of endurance. */
  pace: 'natural' | 'hectic';
}

/** Nights and Sundays are not quite still: something happens then too. */
const SLOWEST_PACE = 0.5;

/**
 * Lets simulated systems live, as much in a day as their history says of the days before: a demo left running must not end
 * with a day unlike all others.
 * @returns ends it
 */
export function startLife(systems: readonly Living[], { clock, seed, everyMs, pace }: LifeOptions): () => void {
  const random = new Random(seed);
  const timer = setInterval(() => {
    const speed = Math.max(SLOWEST_PACE, paceAt(clock.now().getTime()));
    for (const system of systems) {
      if (pace === 'hectic' || random.chance((system.stepsPerDay * speed * everyMs) / DAY_MS)) {
        system.tick();
      }
    }
  }, everyMs);
  return () => clearInterval(timer);
}
