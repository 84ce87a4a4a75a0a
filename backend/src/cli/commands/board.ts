import { withBackend } from '../backend/connect.ts';
import { renderBoard } from '../board/board.ts';
import { readBoard } from '../board/data.ts';
import { createView } from '../board/view.ts';
import { localeOf } from '../language.ts';
import { type Io, printJson, printLines } from '../terminal/io.ts';
import { paintFor } from '../terminal/text/paint.ts';

export interface BoardOptions {
  json?: boolean;
}

/** Prints the page "Tableau de bord". */
export async function showBoard(io: Io, { json = false }: BoardOptions): Promise<void> {
  const data = await withBackend(io, readBoard);
  if (json) {
    printJson(io, data);
    return;
  }
  const view = createView(localeOf(io.language), io.stdout.columns, paintFor(io.stdout, io.env), data.status.timezone);
  printLines(io, renderBoard(data, view));
}
