const SECOND = 1;
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** From two days on in days: "il y a 30 h" still says which night it was. */
const UNITS: Array<{ from: number; seconds: number; unit: 'day' | 'hour' | 'minute' | 'second' }> = [
  { from: 2 * DAY, seconds: DAY, unit: 'day' },
  { from: HOUR, seconds: HOUR, unit: 'hour' },
  { from: MINUTE, seconds: MINUTE, unit: 'minute' },
  { from: 0, seconds: SECOND, unit: 'second' },
];

/** Clocks that differ by less are taken for the same: a ticket is not created "in 3 seconds". */
const SAME_CLOCK_SECONDS = 60;

/* Making a formatter costs far more than using it. */
const formatters = new Map<string, Intl.RelativeTimeFormat>();
const lengths = new Map<string, Intl.NumberFormat>();

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
 * How long until an instant to come, likewise: `dans 12 min`, and `maintenant` within its last second.
 *
 * @param seconds - remaining, not negative
 */
export function untilText(seconds: number, language: string): string {
  return relative(-seconds, language);
}

/** A length of time in the same one unit, cut and not rounded: `30 h`, `2 j`. */
export function lengthText(seconds: number, language: string): string {
  const { count, unit } = inOneUnit(seconds);
  const key = `${language} ${unit}`;
  const known = lengths.get(key) ?? new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' });
  lengths.set(key, known);
  return known.format(count);
}

function inOneUnit(length: number): { count: number; unit: (typeof UNITS)[number]['unit'] } {
  const whole = Math.floor(Math.abs(length));
  const { seconds, unit } = UNITS.find(({ from }) => whole >= from)!;
  return { count: Math.floor(whole / seconds), unit };
}

function relative(elapsed: number, language: string): string {
  const { count, unit } = inOneUnit(elapsed);
  if (count === 0) {
    return formatter(language, 'auto').format(0, 'second');
  }
  return formatter(language, 'always').format(elapsed > 0 ? -count : count, unit);
}
