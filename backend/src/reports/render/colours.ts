import type { Tone } from '../document.ts';

/** One set of colours for mail, pictures and PDF: dark enough on white for small type (WCAG AA). */
export const COLOURS = {
  text: '#1f2430',
  faint: '#5b6472',
  line: '#d9dde4',
  panel: '#f4f6f9',
  accent: '#1f60c4',
  compared: '#b3541e',
  background: '#ffffff',
} as const;

export const TONES: Record<Tone, string> = { good: '#1a7f37', bad: '#b3261e', plain: COLOURS.text };
