import closeWithGrace from 'close-with-grace';

import { readEnvironment } from '../../config/environment/environment.ts';
import { startServer } from '../../main/server.ts';
import { VERSION } from '../../main/version.ts';
import type { Io } from '../terminal/io.ts';
import { printError } from '../terminal/print-error.ts';

/** Longer than the longest answer under way may take. */
const STOP_TIMEOUT_MS = 20_000;

/** Runs the server until a signal ends it. Resolves when it has started: the listeners keep the process alive. */
export async function serve(io: Io): Promise<void> {
  const server = await startServer(readEnvironment(io.env));
  // What fails while stopping; the library's own words are texts.
  const logger = {
    error: (what: unknown): void =>
      typeof what === 'string' ? void io.stderr.write(`vigie: ${what}\n`) : printError(io, what),
  };
  closeWithGrace({ delay: STOP_TIMEOUT_MS, logger }, async ({ err, signal }) => {
    if (err) {
      io.stderr.write('vigie: stopping because of an error:\n');
      printError(io, err);
    } else {
      io.stderr.write(`vigie: ${signal ?? 'asked'} to stop\n`);
    }
    await server.close();
  });
  io.stderr.write(
    `Vigie ${VERSION} answers on ${server.url} (management: ${server.managementUrl}). Ctrl-C stops it.\n`
  );
}
