import { type Environment, readEnvironment } from '../../config/environment/environment.ts';
import { type LocalServer, readLocalServer } from '../../identity/local-token.ts';
import { explainingStore } from '../../store/driver/failures/store-errors.ts';
import type { Io } from '../terminal/io.ts';
import type { Backend } from './backend.ts';
import { localBackend } from './local.ts';
import { isAlive, remoteBackend } from './remote.ts';

/** The server that runs on this data folder, if one does. */
export async function runningServer({ dataDir }: Pick<Environment, 'dataDir'>): Promise<LocalServer | undefined> {
  const server = await explainingStore({ dataDir }, () => readLocalServer(dataDir));
  return server !== undefined && (await isAlive(server)) ? server : undefined;
}

/** The server that runs on this data folder, else the store itself. */
export async function connect(environment: Environment): Promise<Backend> {
  const server = await runningServer(environment);
  return server === undefined ? localBackend(environment) : remoteBackend(server);
}

/** Runs one command's work against a backend and closes it, whatever happens. */
export async function withBackend<T>(io: Io, work: (backend: Backend) => Promise<T>): Promise<T> {
  const backend = await connect(readEnvironment(io.env));
  // Not `finally`: a failure while closing would hide that of the work.
  await using closing = new AsyncDisposableStack();
  closing.defer(() => backend.close());
  return await work(backend);
}
