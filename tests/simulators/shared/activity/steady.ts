import { type ActivityClock, activityClock, DAY_MS } from './activity.ts';
import type { Random } from './random.ts';

/** One request in the life of a company: epoch milliseconds. */
export interface Life {
  createdAt: number;
  /** Absent while it is open. */
  doneAt?: number;
}

export interface SteadyOptions {
  /** The present, epoch ms. */
  now: number;
  open: number;
  done: number;
  /** No open one is older. */
  oldestOpenMs: number;
  /** How far back the done ones reach at most. */
  historyMs: number;
}

/**
 * Shape of the Weibull distribution that durations follow: below 1, so that most requests are done soon and a few drag on.
 * Its truncated mean stays below `SHAPE / (SHAPE + 1)` of the greatest duration.
 */
const SHAPE = 0.6;
const GREATEST_MEAN_SHARE = 0.33;

/**
 * Lives of requests whose number open at any past moment is about that of today: they come in at one rate and stay for one
 * distribution of durations, both on the company's own clock, hence the rhythm of days and weeks. By Little's law the mean
 * duration is that share of the history that today's open ones are of all; where it would be too long for `oldestOpenMs`
 * the history is shorter instead.
 *
 * @returns by creation, oldest first; as many open and done ones as asked for
 */
export function steadyLives(random: Random, options: SteadyOptions): { lives: Life[]; clock: ActivityClock } {
  const { now, open, done, oldestOpenMs, historyMs } = options;
  const clock = activityClock(now, Math.max(historyMs, oldestOpenMs) + DAY_MS);
  const longest = clock.between(now - oldestOpenMs, now);
  const wholeHistory = clock.between(now - historyMs, now);
  const mean = Math.min(GREATEST_MEAN_SHARE * longest, (wholeHistory * Math.max(1, open)) / (open + done + 1));
  const history = Math.min(wholeHistory, mean * (1 + done / Math.max(1, open)));
  const duration = truncatedWeibull(scaleFor(mean, longest), longest);
  const lives = [
    ...Array.from({ length: open }, () => ({ createdAt: clock.before(now, ageOfOpen(random, duration)) })),
    ...Array.from({ length: done }, () => {
      const { age, took } = ageOfDone(random, duration, history);
      const createdAt = clock.before(now, age);
      return { createdAt, doneAt: clock.after(createdAt, took) };
    }),
  ];
  return { lives: lives.sort((a, b) => a.createdAt - b.createdAt), clock };
}

interface Durations {
  /** A duration for a number in [0, 1). */
  quantile: (share: number) => number;
  /** Greatest duration. */
  longest: number;
}

/** What is open was met in the middle of its life: long ones are met more often, at any moment of theirs. */
function ageOfOpen(random: Random, { quantile, longest }: Durations): number {
  for (;;) {
    const whole = quantile(random.next());
    if (random.chance(whole / longest)) {
      return whole * random.next();
    }
  }
}

/** Came in at any time of the history, and was done by now. */
function ageOfDone(random: Random, { quantile }: Durations, history: number): { age: number; took: number } {
  for (;;) {
    const age = history * random.next();
    const took = quantile(random.next());
    if (took <= age) {
      return { age, took };
    }
  }
}

function truncatedWeibull(scale: number, longest: number): Durations {
  const all = 1 - Math.exp(-((longest / scale) ** SHAPE));
  return { longest, quantile: (share) => scale * (-Math.log(1 - share * all)) ** (1 / SHAPE) };
}

/** The scale that gives a mean, by bisection: the mean grows with it. */
function scaleFor(mean: number, longest: number): number {
  let [low, high] = [mean / 1e3, longest * 1e3];
  for (let step = 0; step < 60; step += 1) {
    const middle = Math.sqrt(low * high);
    if (meanOf(truncatedWeibull(middle, longest)) < mean) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}

const QUADRATURE = 2_000;

function meanOf({ quantile }: Durations): number {
  let sum = 0;
  for (let index = 0; index < QUADRATURE; index += 1) {
    sum += quantile((index + 0.5) / QUADRATURE);
  }
  return sum / QUADRATURE;
}
