/** What one look at one part of Vigie found. */
export interface Check {
  /** e.g. `store`, `atera`. */
  part: string;
  state: 'ok' | 'warning' | 'failed';
  /** What is so, in a sentence. */
  text: string;
  /** What to do about it. */
  advice?: string;
}

export const ok = (part: string, text: string): Check => ({ part, state: 'ok', text });
export const warning = (part: string, text: string, advice?: string): Check => ({
  part,
  state: 'warning',
  text,
  advice,
});
export const failed = (part: string, text: string, advice?: string): Check => ({ part, state: 'failed', text, advice });
