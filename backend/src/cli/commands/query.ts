import { stringify } from 'csv-stringify/sync';

import { typedParams } from '../arguments.ts';
import { withBackend } from '../connect.ts';
import { type Answer, type CellValue, readAnswer } from '../frame.ts';
import { type Io, printJson, printLines } from '../io.ts';
import { printable } from '../text/layout.ts';
import { paintFor } from '../text/paint.ts';
import { table } from '../text/table.ts';

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
    const { datasets } = await backend.datasets();
    const description = datasets.find(({ name }) => name === dataset);
    const params = typedParams(options.param ?? [], description);
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

/**
 * CSV after RFC 4180, without control characters, which a terminal or a spreadsheet might obey. Texts that a spreadsheet would run as a formula get an apostrophe in front: titles and names come
 * from outside. Numbers are numbers and stay as they are.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
function csv({ columns, rows }: Answer): string {
  const names = columns.map(({ name }) => name);
  const records = rows.map((row) => names.map((name) => guarded(row[name] ?? null)));
  return stringify([names, ...records], { cast: { boolean: String } });
}

function guarded(value: CellValue): CellValue {
  if (typeof value !== 'string') {
    return value;
  }
  const text = printable(value);
  return /^[=+\-@]/.test(text) ? `'${text}` : text;
}

function tableLines(io: Io, { columns, rows }: Answer): string[] {
  const headings = columns.map(({ name, type }) => ({
    title: name,
    alignment: type === 'number' ? ('right' as const) : ('left' as const),
  }));
  const cells = rows.map((row) => columns.map(({ name }) => printable(String(row[name] ?? ''))));
  return table(headings, cells, paintFor(io.stdout, io.env));
}
