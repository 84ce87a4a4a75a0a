import closeWithGrace from 'close-with-grace';

import { readEnvironment } from '../../config/environment/environment.ts';
import { startServer } from '../../main/server.ts';
import { VERSION } from '../../main/version.ts';
import type { Io } from '../io.ts';

/** Longer than the longest answer under way may take. */
const STOP_TIMEOUT_MS = 20_000;

/** Runs the server until a signal ends it. Resolves when it has started: the listeners keep the process alive. */
export async function serve(io: Io): Promise<void> {
  const server = await startServer(readEnvironment(io.env));
  closeWithGrace({ delay: STOP_TIMEOUT_MS }, async ({ err, signal }) => {
    if (err) {
      io.stderr.write(`vigie: stopping because of an unexpected error: ${err.stack ?? err.message}\n`);
    } else {
      io.stderr.write(`vigie: ${signal ?? 'asked'} to stop\n`);
    }
    await server.close();
  });
  io.stderr.write(
    `Vigie ${VERSION} answers on ${server.url} (management: ${server.managementUrl}). Ctrl-C stops it.\n`
  );
}
