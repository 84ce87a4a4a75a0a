import { randomUUID } from 'node:crypto';
import { chmod, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';

import type { KeySet, Screens } from './screens.ts';

/**
 * Writes the public keys where Grafana reads them (`jwk_set_file`), which it does once, at its own start, and refuses to start
 * without: so there is a file even while there is no key. A folder that cannot be written is no reason for the backend not to
 * start.
 */
export async function publishScreenKeys(
  screens: Pick<Screens, 'keySet'>,
  file: string,
  logger: { info(details: object, message: string): void; warn(details: object, message: string): void }
): Promise<void> {
  try {
    if (await writeKeySet(file, await screens.keySet())) {
      logger.info({ file }, 'public key of the screens written: Grafana reads it when it starts');
    }
  } catch (error) {
    logger.warn({ err: error, file }, 'the public key of the screens could not be written (VIGIE_SCREEN_KEYS)');
  }
}

/** Grafana runs as another user. Set after the file is made: a service's umask (0077 in vigie.service) would narrow it. */
const READABLE_BY_ALL = 0o644;

/**
 * Public, so anybody may read it; replaced as a whole, so that nobody reads half of it.
 * @returns false when it was there as it should be
 */
export async function writeKeySet(file: string, keySet: KeySet): Promise<boolean> {
  const content = `${JSON.stringify(keySet, null, 2)}\n`;
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before === content) {
    await openToAll(file);
    return false;
  }
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, content);
    await openToAll(draft);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return true;
}

async function openToAll(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & READABLE_BY_ALL) !== READABLE_BY_ALL) {
    await chmod(file, READABLE_BY_ALL);
  }
}
