/** How much happens in each hour of a working day at an invented French service company; its sum does not matter. */
const WORKING_DAY = [1, 1, 1, 1, 1, 2, 4, 15, 50, 90, 100, 90, 55, 60, 95, 100, 90, 70, 35, 12, 6, 4, 2, 1] as const;
/** Share of a working day's activity, Sunday first. */
const WEEK = [0.04, 1.15, 1.05, 1, 1, 0.9, 0.1] as const;

const ZONE = 'Europe/Paris';
const SLOT_MS = 1_800_000;
export const DAY_MS = 86_400_000;

/**
 * Time as a company lives it: it runs fast in office hours and nearly stands still at night and on Sundays, a week of it being
 * as long as a week. What is uniform on it has the rhythm of days and weeks on the clock.
 */
export interface ActivityClock {
  /** Milliseconds of activity from one instant (epoch ms) to a later one; both within the clock's span. */
  between(from: number, to: number): number;
  /** The instant so many milliseconds of activity before another; not before the beginning of the span. */
  before(instant: number, activityMs: number): number;
  /** The instant so many milliseconds of activity after another; not after the end of the span. */
  after(instant: number, activityMs: number): number;
}

/** A clock for the span that ends at an instant (epoch ms). */
export function activityClock(end: number, spanMs: number): ActivityClock {
  const start = Math.floor((end - spanMs) / SLOT_MS) * SLOT_MS;
  // Activity from `start` to the beginning of each slot, and to the end of the last one.
  const passed = [0];
  for (let slot = start; slot < end; slot += SLOT_MS) {
    passed.push((passed.at(-1) ?? 0) + SLOT_MS * paceAt(slot));
  }
  const at = (instant: number): number => {
    const slot = Math.min(passed.length - 2, Math.max(0, Math.floor((instant - start) / SLOT_MS)));
    const [from = 0, to = 0] = [passed[slot], passed[slot + 1]];
    return from + ((to - from) * (instant - start - slot * SLOT_MS)) / SLOT_MS;
  };
  const instantOf = (activity: number): number => {
    const slot = Math.min(passed.length - 2, Math.max(0, lastAtMost(passed, activity)));
    const [from = 0, to = 0] = [passed[slot], passed[slot + 1]];
    const instant = start + slot * SLOT_MS + ((activity - from) / (to - from)) * SLOT_MS;
    return Math.min(end, Math.max(end - spanMs, instant));
  };
  return {
    between: (from, to) => at(to) - at(from),
    before: (instant, activityMs) => instantOf(at(instant) - activityMs),
    after: (instant, activityMs) => instantOf(at(instant) + activityMs),
  };
}

const PARIS = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, weekday: 'short', hour: '2-digit', hourCycle: 'h23' });
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MEAN_PACE =
  (WORKING_DAY.reduce<number>((sum, hour) => sum + hour, 0) * WEEK.reduce<number>((sum, day) => sum + day, 0)) /
  (24 * 7);

/** How fast things happen at an instant (epoch ms), 1 being the mean of a week. */
export function paceAt(instant: number): number {
  const parts = PARIS.formatToParts(instant);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  const day = WEEK[WEEKDAYS.indexOf(part('weekday'))] ?? 1;
  const hour = WORKING_DAY[Number(part('hour'))] ?? 1;
  return (day * hour) / MEAN_PACE;
}

/** Index of the last element of an ascending list that is not above a value; -1 when there is none. */
function lastAtMost(list: readonly number[], value: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? Infinity) <= value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}
