import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { type Io, printLines } from './io.ts';
import { paintFor } from './text/paint.ts';
import { table } from './text/table.ts';

/** Prints rows of texts below their titles. */
export function printTable(io: Io, titles: readonly LocalizedText[], rows: string[][]): void {
  const columns = titles.map((title) => ({ title: title[io.language] }));
  printLines(io, table(columns, rows, paintFor(io.stdout, io.env)));
}
