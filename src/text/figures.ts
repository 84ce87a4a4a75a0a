/** Between a number and its unit, which must not part at the end of a line. */
const NO_BREAK = '\u00a0';

const STEPS = [
  { seconds: 86_400, fr: 'j', en: 'd' },
  { seconds: 3600, fr: 'h', en: 'h' },
  { seconds: 60, fr: 'min', en: 'min' },
  { seconds: 1, fr: 's', en: 's' },
];

/** Making a formatter costs far more than using it. */
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = formatters.get(key) ?? new Intl.NumberFormat(language, options);
  formatters.set(key, known);
  return known;
}

/** A count or a mean with its thousands apart, e.g. `12 635` in French and `12,635` in English; one decimal at most. */
export function numberText(value: number, language: string): string {
  return formatter(language, { maximumFractionDigits: 1 }).format(value);
}

/** @param ratio - 1 is `100,0 %` in French, `100.0%` in English; one decimal always, with which the shares of a panel add up */
export function percentText(ratio: number, language: string): string {
  return formatter(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(ratio);
}

/** A short duration: `350 ms`, from a second on `1,3 s` in French and `1.3 s` in English, from a minute on as {@link durationText}. */
export function millisecondsText(milliseconds: number, language: string): string {
  const size = Math.abs(milliseconds);
  if (size >= 60_000) {
    return durationText(milliseconds / 1000, language);
  }
  return size < 1000
    ? `${numberText(Math.round(milliseconds), language)}${NO_BREAK}ms`
    : `${numberText(milliseconds / 1000, language)}${NO_BREAK}s`;
}

/** A duration in its two largest units, cut and not rounded: `32 j 5 h`, `1 h 12 min`, `45 s`. */
export function durationText(seconds: number, language: string): string {
  const whole = Math.floor(Math.abs(seconds));
  const first = Math.max(
    0,
    STEPS.findIndex((step) => whole >= step.seconds)
  );
  // Below a second none of them fits: `0 s`.
  const shown = whole === 0 ? STEPS.slice(-1) : STEPS.slice(first, first + 2);
  const parts: string[] = [];
  let rest = whole;
  for (const step of shown) {
    const count = Math.floor(rest / step.seconds);
    rest -= count * step.seconds;
    if (count > 0 || parts.length === 0) {
      parts.push(`${numberText(count, language)}${NO_BREAK}${language === 'fr' ? step.fr : step.en}`);
    }
  }
  return `${seconds < 0 && whole > 0 ? '−' : ''}${parts.join(' ')}`;
}
