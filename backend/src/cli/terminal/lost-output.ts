import type { Language, LocalizedText } from '../../domain/tickets/labels.ts';
import { EXIT } from './exit.ts';

/** What of a process this needs. */
interface OutputProcess {
  stdout: NodeJS.EventEmitter;
  stderr: NodeJS.EventEmitter & { write(text: string): unknown };
  exitCode?: number | string | null | undefined;
  exit(code: number): void;
}

/**
 * What happens when nobody takes the output of the program. A reader that has seen enough (`vigie query … | head`) closes the
 * pipe: the rest is dropped and the command ends as if it had been read. Output that cannot be written for another reason,
 * such as a full disk, fails the command: a reader of that file must not take it for the whole answer.
 */
export function handleLostOutput(process: OutputProcess, language: Language): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      const text: LocalizedText = {
        fr: `La sortie ne peut être écrite : ${error.message}. Elle n’est pas complète.`,
        en: `Standard output cannot be written: ${error.message}. The output is not complete.`,
      };
      process.stderr.write(`vigie: ${text[language]}\n`);
      process.exit(EXIT.failed);
    }
  });
  // There is no place left to report it.
  process.stderr.on('error', () => undefined);
}
