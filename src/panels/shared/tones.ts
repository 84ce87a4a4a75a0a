import type { CSSProperties } from 'react';

/**
 * What a colour means. Colour is never alone: a sign and a word stand beside it, for people who do not tell the colours apart.
 */
export type Tone = 'critical' | 'high' | 'medium' | 'low' | 'none' | 'good';

/** The hues of the other panels, dark enough for white text of any size (4.5:1, WCAG 1.4.3) in either theme. */
const COLOURS: Record<Tone, string> = {
  critical: '#c4162a',
  high: '#b93d08',
  medium: '#8a6508',
  low: '#2f6fb5',
  none: '#5a6270',
  good: '#2e7d32',
};

/** White text on the colour of a tone. */
export function filled(tone: Tone): CSSProperties {
  return { backgroundColor: COLOURS[tone], color: '#fff' };
}

/** The colour of a tone, for bars. */
export function colourOf(tone: Tone): string {
  return COLOURS[tone];
}
