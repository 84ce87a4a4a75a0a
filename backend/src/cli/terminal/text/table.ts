import stringWidth from 'string-width';

import { type Alignment, fit, pad } from './layout.ts';
import type { Paint } from './paint.ts';

export interface TableColumn {
  title: string;
  alignment?: Alignment;
}

/** A plain table as wide as its content; cells are already printable. */
export function table(columns: readonly TableColumn[], rows: readonly (readonly string[])[], paint: Paint): string[] {
  const sizes = columns.map(({ title }, index) =>
    Math.max(stringWidth(title), ...rows.map((row) => stringWidth(row[index] ?? '')))
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => pad(cell, sizes[index] ?? 0, columns[index]?.alignment))
      .join('  ')
      .trimEnd();
  return [paint('bold', line(columns.map(({ title }) => title))), ...rows.map(line)];
}

/** A bar of `share` (0–1) in `width` columns, drawn to an eighth of a column. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const partial = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8] ?? '';
  return fit('█'.repeat(Math.floor(eighths / 8)) + partial, width);
}
