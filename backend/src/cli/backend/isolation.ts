import type { Environment } from '../../config/environment/environment.ts';
import { type Check, failed } from '../../doctor/check.ts';
import { testIsolation } from '../../doctor/isolation/self-test.ts';
import { ISOLATION_TEXTS as TEXTS } from '../../doctor/isolation/texts.ts';
import { readLocalServer } from '../../identity/local-token.ts';
import { isAlive, remoteBackend } from './remote.ts';

/** The self-test of isolation at the running server. Ctrl-C ends it in order: what it made is revoked first. */
export async function checkIsolation({ dataDir, grafana }: Environment): Promise<Check[]> {
  const server = await readLocalServer(dataDir);
  if (server === undefined || !(await isAlive(server))) {
    return [failed('isolation', TEXTS.needsServer(), TEXTS.startServer())];
  }
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    return await testIsolation(remoteBackend(server), { url: server.url, grafana, signal: interrupted.signal });
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
