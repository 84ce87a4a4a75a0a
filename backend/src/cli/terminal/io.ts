import type { Language, LocalizedText } from '../../domain/tickets/labels.ts';

/** What surrounds the program: the process in production, buffers in tests. */
export interface Surroundings {
  env: NodeJS.ProcessEnv;
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  stdout: { write(text: string): unknown; isTTY?: boolean; columns?: number };
  stderr: { write(text: string): unknown };
}

/** Where a command reads its surroundings from and writes to, and in which language. */
export interface Io extends Surroundings {
  language: Language;
}

export const processSurroundings: Surroundings = {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
};

export function printLines(io: Pick<Io, 'stdout'>, lines: readonly string[]): void {
  io.stdout.write(`${lines.join('\n')}\n`);
}

/** Prints sentences in the language of the run. */
export function say(io: Io, ...texts: readonly LocalizedText[]): void {
  printLines(
    io,
    texts.map((text) => text[io.language])
  );
}

/** Writes a sentence beside the output, so that programs read that alone. */
export function remark(io: Io, text: LocalizedText): void {
  io.stderr.write(`vigie: ${text[io.language]}\n`);
}

export function printJson(io: Io, value: unknown): void {
  io.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
