import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { UsageError } from './exit.ts';
import type { Io } from './io.ts';

/** Swallows what the line editor would echo. */
const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** A secret: typed at a prompt that shows nothing, or all of standard input but its last line break. */
export async function readSecret(io: Io, question: string): Promise<string> {
  const secret = io.stdin.isTTY === true ? await askLine(io, question) : (await text(io.stdin)).replace(/\r?\n$/, '');
  if (secret === '') {
    throw new UsageError('No secret was given: type it at the prompt, or send it to standard input.');
  }
  return secret;
}

/** Asks for a yes; standard input that is no terminal cannot give it. */
export async function confirm(io: Io, question: string): Promise<boolean> {
  if (io.stdin.isTTY !== true) {
    throw new UsageError(`${question} Nobody is there to answer: say --yes to go ahead.`);
  }
  return /^(y|yes|o|oui)$/i.test((await askLine(io, `${question} [y/N] `, { hidden: false })).trim());
}

function askLine(io: Io, question: string, { hidden } = { hidden: true }): Promise<string> {
  const echo = hidden
    ? nowhere()
    : new Writable({ write: (chunk: Buffer, _encoding, done) => done(void io.stderr.write(chunk.toString())) });
  const lines = createInterface({ input: io.stdin, output: echo, terminal: true, historySize: 0 });
  io.stderr.write(question);
  return new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    lines.once('SIGINT', () => lines.close());
    lines.once('close', () => reject(new UsageError('Given up: nothing was done.')));
  }).finally(() => {
    lines.close();
    if (hidden) {
      io.stderr.write('\n');
    }
  });
}
