const SECOND = 1;
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** From two days on in days: "il y a 30 h" still says which night it was. */
const UNITS: Array<{ from: number; seconds: number; unit: Intl.RelativeTimeFormatUnit }> = [
  { from: 2 * DAY, seconds: DAY, unit: 'day' },
  { from: HOUR, seconds: HOUR, unit: 'hour' },
  { from: MINUTE, seconds: MINUTE, unit: 'minute' },
  { from: 0, seconds: SECOND, unit: 'second' },
];

/** Clocks that differ by less are taken for the same: a ticket is not created "in 3 seconds". */
const SAME_CLOCK_SECONDS = 60;

const formatters = new Map<string, Intl.RelativeTimeFormat>();

function formatter(language: string, numeric: 'always' | 'auto'): Intl.RelativeTimeFormat {
  const key = `${language} ${numeric}`;
  const known = formatters.get(key) ?? new Intl.RelativeTimeFormat(language, { style: 'short', numeric });
  formatters.set(key, known);
  return known;
}

/**
 * How long ago in one unit, cut and not rounded: `il y a 12 min` in French, `12 min. ago` in English.
 *
 * @param seconds - elapsed; negative: still to come
 */
export function agoText(seconds: number, language: string): string {
  return relative(seconds < 0 && seconds > -SAME_CLOCK_SECONDS ? 0 : seconds, language);
}

/**
 * How long until a due time, likewise: `dans 12 min`, and `il y a 2 h` once it has passed.
 *
 * @param seconds - remaining; negative: passed
 */
export function untilText(seconds: number, language: string): string {
  return relative(-seconds, language);
}

function relative(elapsed: number, language: string): string {
  const whole = Math.floor(Math.abs(elapsed));
  const { seconds, unit } = UNITS.find(({ from }) => whole >= from)!;
  const count = Math.floor(whole / seconds);
  if (count === 0) {
    return formatter(language, 'auto').format(0, 'second');
  }
  return formatter(language, 'always').format(elapsed > 0 ? -count : count, unit);
}
