import { stringify } from 'csv-stringify/sync';

import { csvCell, printable } from '../../domain/text/printable.ts';
import { withBackend } from '../backend/connect.ts';
import { type Answer, readAnswer } from '../frame.ts';
import { paramsOf } from '../program/arguments.ts';
import { type Io, printJson, printLines } from '../terminal/io.ts';
import { paintFor } from '../terminal/text/paint.ts';
import { table } from '../terminal/text/table.ts';

export const FORMATS = ['table', 'json', 'csv'] as const;

export interface QueryOptions {
  param?: [string, string][];
  /** Epoch milliseconds. */
  from?: number;
  to?: number;
  timezone?: string;
  format: (typeof FORMATS)[number];
  token?: string;
}

/** Runs one query and prints its rows. */
export async function runQuery(io: Io, dataset: string, options: QueryOptions): Promise<void> {
  const { from, to, timezone, token } = options;
  const answer = await withBackend(io, async (backend) => {
    const params = paramsOf(options.param ?? []);
    const { A } = await backend.query([{ refId: 'A', dataset, params, from, to, timezone }], token);
    return readAnswer(dataset, A);
  });
  print(io, answer, options.format);
}

function print(io: Io, answer: Answer, format: QueryOptions['format']): void {
  if (format === 'json') {
    const { dataset, columns, rows, source } = answer;
    printJson(io, { dataset, columns, rows, source });
  } else if (format === 'csv') {
    io.stdout.write(csv(answer));
  } else {
    printLines(io, tableLines(io, answer));
  }
  for (const notice of answer.notices) {
    io.stderr.write(`vigie: ${notice}\n`);
  }
}

/** CSV after RFC 4180. */
function csv({ columns, rows }: Answer): string {
  const names = columns.map(({ name }) => name);
  const records = rows.map((row) => names.map((name) => csvCell(row[name] ?? null)));
  return stringify([names, ...records], { cast: { boolean: String } });
}

function tableLines(io: Io, { columns, rows }: Answer): string[] {
  const headings = columns.map(({ name, type }) => ({
    title: name,
    alignment: type === 'number' ? ('right' as const) : ('left' as const),
  }));
  const cells = rows.map((row) => columns.map(({ name }) => printable(String(row[name] ?? ''))));
  return table(headings, cells, paintFor(io.stdout, io.env));
}
