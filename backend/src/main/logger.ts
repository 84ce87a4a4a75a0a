import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

export interface LoggerOptions {
  level: string;
  /** Texts that are replaced wherever they would appear in a line, messages and stacks of errors included. */
  secrets: readonly string[];
  /** Where lines go; standard output when absent. */
  destination?: DestinationStream;
}

/** The log: one JSON object a line, without any of the configured secrets. */
export function createLogger({ level, secrets, destination }: LoggerOptions): Logger {
  // As they stand inside a JSON string; the longest first, since one secret may contain another.
  const written = secrets
    .filter((secret) => secret !== '')
    .map((secret) => JSON.stringify(secret).slice(1, -1))
    .sort((a, b) => b.length - a.length);
  const options = {
    level,
    base: { name: 'vigie' },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['*.authorization', '*.headers', 'token', '*.token', '*.apiKey', '*.password'],
      censor: '[secret]',
    },
    hooks: {
      streamWrite: (line: string) => written.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line),
    },
  };
  return pino(options, destination ?? standardOutput());
}

/** What waits for room where standard output leads to a full disk; further lines are left out. */
const WAITING_BYTES = 1024 * 1024;

function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: process.stdout.fd, sync: true, maxLength: WAITING_BYTES });
  // Without a listener, a full disk ends the process. What waits is written with the first line that finds room.
  return output.on('error', () => undefined);
}
