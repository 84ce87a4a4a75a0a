import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { UsageError } from './exit.ts';
import type { Io } from './io.ts';

/** Swallows what the line editor would echo. */
const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** A secret: typed at a prompt that shows nothing, or all of standard input but its last line break. */
export async function readSecret(io: Io, question: LocalizedText): Promise<string> {
  const secret =
    io.stdin.isTTY === true ? await askLine(io, question[io.language]) : (await text(io.stdin)).replace(/\r?\n$/, '');
  if (secret === '') {
    throw new UsageError({
      fr: 'Aucun secret n’a été donné : saisissez-le quand il est demandé, ou envoyez-le sur l’entrée standard.',
      en: 'No secret was given: type it at the prompt, or send it to standard input.',
    });
  }
  return secret;
}

/** Asks for a yes; standard input that is no terminal cannot give it. */
export async function confirm(io: Io, question: LocalizedText): Promise<boolean> {
  if (io.stdin.isTTY !== true) {
    throw new UsageError({
      fr: `${question.fr} Personne n’est là pour répondre : ajoutez --yes pour continuer.`,
      en: `${question.en} Not a terminal: pass --yes to confirm.`,
    });
  }
  return /^(y|yes|o|oui)$/i.test(
    (
      await askLine(io, `${question[io.language]} ${io.language === 'fr' ? '[o/N]' : '[y/N]'} `, { hidden: false })
    ).trim()
  );
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
    lines.once('close', () =>
      reject(new UsageError({ fr: 'Abandonné : rien n’a été fait.', en: 'Aborted: nothing was done.' }))
    );
  }).finally(() => {
    lines.close();
    if (hidden) {
      io.stderr.write('\n');
    }
  });
}
