import { userInfo } from 'node:os';

/** Byte order marks of UTF-16, which Windows' Notepad ("Unicode") and PowerShell's `>` write. */
const UTF16_MARKS = ['fffe', 'feff'];

/**
 * The text of a file's bytes, without byte order mark.
 *
 * @throws {Error} whose message continues "the file …": it is UTF-16, or no UTF-8
 */
export function decodeText(bytes: Buffer): string {
  if (UTF16_MARKS.includes(bytes.subarray(0, 2).toString('hex'))) {
    throw new Error('is encoded in UTF-16: save it as UTF-8');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Error(`is not encoded in UTF-8 (line ${firstWrongLine(bytes)}): save it as UTF-8`, { cause: error });
  }
}

/** What keeps a file from being read, as the continuation of "the file …". */
export function readingProblem(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case undefined:
      return message;
    case 'ENOENT':
    case 'ENOTDIR':
      return 'does not exist';
    case 'EISDIR':
      return 'is a folder';
    case 'EACCES':
    case 'EPERM':
      return `may not be read by the user "${userName()}"`;
    case 'ELOOP':
      return 'is a symbolic link that leads back to itself';
    default:
      return `cannot be read (${code})`;
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

/** A container may run as a number that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
