import type { LocalizedText } from '../tickets/labels.ts';

const HOUR_MS = 3_600_000;

/** An age bracket: above the one before, up to and including its own bound. */
export interface AgeingBucket {
  label: LocalizedText;
  /** Highest age that still belongs to it, in milliseconds of elapsed time; Infinity for the last. */
  upToMs: number;
}

/** In the order of the screen. Upper bounds are included, so that "overdue after 72 h" is the sum of the buckets above. */
export const AGEING_BUCKETS: readonly AgeingBucket[] = [
  { label: { fr: '< 24 h', en: '< 24 h' }, upToMs: 24 * HOUR_MS },
  { label: { fr: '24–72 h', en: '24–72 h' }, upToMs: 72 * HOUR_MS },
  { label: { fr: '3–5 j', en: '3–5 d' }, upToMs: 5 * 24 * HOUR_MS },
  { label: { fr: '5–10 j', en: '5–10 d' }, upToMs: 10 * 24 * HOUR_MS },
  { label: { fr: '> 10 j', en: '> 10 d' }, upToMs: Infinity },
];
