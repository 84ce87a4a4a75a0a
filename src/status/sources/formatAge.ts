const STEPS: Array<[unit: Intl.RelativeTimeFormatUnit, seconds: number]> = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/**
 * An age in words, in its largest whole unit: 75 is "1 minute ago", « il y a 1 minute ».
 *
 * @param ageSeconds - a negative age (clocks that disagree) counts as 0
 */
export function formatAge(ageSeconds: number, language: string): string {
  const age = Math.max(0, Math.floor(ageSeconds));
  const [unit, seconds] = STEPS.find(([, length]) => age >= length) ?? ['second', 1];
  // "-0" keeps the past tense: "0 seconds ago".
  return new Intl.RelativeTimeFormat(language).format(-Math.floor(age / seconds), unit);
}
