import type { FindingCode } from '../../domain/rules/finding-texts.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';

/** Something odd in the data, or between data and rules, that a person should look at. */
export interface Finding {
  code: FindingCode;
  severity: 'info' | 'warning';
  /** What it is about: the raw value that nobody knows, a queue, a client; empty for an empty status, null for nothing. */
  value: string | null;
  /** How many active tickets it concerns (for unseen clients: how many clients). */
  count: number;
  text: LocalizedText;
}
