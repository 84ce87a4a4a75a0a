import type { LocalizedText } from '../../domain/tickets/labels.ts';

/** A row of whatever dataset. */
export type AnyRow = Record<string, string | number | boolean | Date | null>;

/** What a panel says beside its figures. */
export interface Notice {
  severity: 'info' | 'warning';
  text: LocalizedText;
}

/** Rows, and what a panel should say about them. */
export interface NotedRows<R> {
  rows: R[];
  notices: Notice[];
}
