/** Something that a tenant got and should not have got, or did not get and should have. */
export interface Leak {
  tenant: string;
  /** The request, short enough for a line. */
  asked: string;
  /** What is wrong with the answer, in English: it quotes rows. */
  found: string;
}

/** What was tried, and what came of it. */
export interface Ledger {
  requests: number;
  queries: number;
  leaks: Leak[];
}

export const newLedger = (): Ledger => ({ requests: 0, queries: 0, leaks: [] });

const MAX_LENGTH = 160;

/** One line about a request or an answer. */
export function inShort(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  // Control characters would spoil a terminal.
  const shown = text.replaceAll(/\p{C}/gu, '·');
  return shown.length > MAX_LENGTH ? `${shown.slice(0, MAX_LENGTH)}…` : shown;
}
