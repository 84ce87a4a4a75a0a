import closeWithGrace from 'close-with-grace';

import { readEnvironment } from '../../../config/environment/environment.ts';
import { watchHeapAtRest } from '../../../main/heap-at-rest.ts';
import { startServer } from '../../../main/server.ts';
import { tellServiceManager } from '../../../main/service-manager.ts';
import { VERSION } from '../../../main/version.ts';
import { type Io, remark } from '../../terminal/io.ts';
import { printError } from '../../terminal/print-error.ts';

/** Longer than answers under way may take (`DRAIN_MS` of `http/app.ts` and `http/management.ts`), and than closing databases takes. */
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
      remark(io, { fr: 'arrêt à cause d’une erreur :', en: 'stopping because of an error:' });
      printError(io, err);
    } else {
      remark(io, { fr: `arrêt demandé (${signal ?? 'vigie'})`, en: `${signal ?? 'asked'} to stop` });
    }
    await server.close();
  });
  const { url, managementUrl } = server;
  const started = {
    fr: `Vigie ${VERSION} répond sur ${url} (gestion : ${managementUrl}). Ctrl-C l’arrête.`,
    en: `Vigie ${VERSION} answers on ${url} (management: ${managementUrl}). Ctrl-C stops it.`,
  };
  io.stderr.write(`${started[io.language]}\n`);
  watchHeapAtRest();
  await tellServiceManager(io.env);
}
