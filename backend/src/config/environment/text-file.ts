import { LocalizedError } from '../../domain/localized-error.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { userName } from './user-name.ts';

/** Byte order marks of UTF-16, which Windows' Notepad ("Unicode") and PowerShell's `>` write. */
const UTF16_MARKS = ['fffe', 'feff'];

/** What is wrong with the contents of a file, as the continuation of "the file …". */
export class TextFileError extends LocalizedError {
  override readonly name = 'TextFileError';
}

/**
 * The text of a file's bytes, without byte order mark.
 *
 * @throws {TextFileError} it is UTF-16, or no UTF-8
 */
export function decodeText(bytes: Buffer): string {
  if (UTF16_MARKS.includes(bytes.subarray(0, 2).toString('hex'))) {
    throw new TextFileError({
      fr: 'est encodé en UTF-16 : enregistrez-le en UTF-8',
      en: 'is encoded in UTF-16: save it as UTF-8',
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const line = firstWrongLine(bytes);
    throw new TextFileError(
      {
        fr: `n’est pas encodé en UTF-8 (ligne ${line}) : enregistrez-le en UTF-8`,
        en: `is not encoded in UTF-8 (line ${line}): save it as UTF-8`,
      },
      { cause: error }
    );
  }
}

/** What keeps a file from being read, as the continuation of "the file …". */
export function readingProblem(error: unknown): LocalizedText {
  if (error instanceof TextFileError) {
    return error.text;
  }
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case undefined:
      return { fr: `ne peut être lu (${message})`, en: `cannot be read (${message})` };
    case 'ENOENT':
    case 'ENOTDIR':
      return { fr: 'n’existe pas', en: 'does not exist' };
    case 'EISDIR':
      return { fr: 'est un dossier', en: 'is a folder' };
    case 'EACCES':
    case 'EPERM':
      return {
        fr: `ne peut être lu par l’utilisateur « ${userName()} »`,
        en: `may not be read by the user "${userName()}"`,
      };
    case 'ELOOP':
      return {
        fr: 'est un lien symbolique qui ramène à lui-même',
        en: 'is a symbolic link that leads back to itself',
      };
    default:
      return { fr: `ne peut être lu (${code})`, en: `cannot be read (${code})` };
  }
}

/** The editor's number of the first line that is not UTF-8. No byte of a longer sequence is a line break. */
function firstWrongLine(bytes: Buffer): number {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf('\n', start);
    const next = end === -1 ? bytes.length : end + 1;
    try {
      strict.decode(bytes.subarray(start, next));
    } catch {
      return line;
    }
    start = next;
  }
  return line;
}
