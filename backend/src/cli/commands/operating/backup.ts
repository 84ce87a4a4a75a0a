import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { checkBackup, openBackup } from '../../../backup/read.ts';
import { restore } from '../../../backup/restore.ts';
import { backUp } from '../../../backup/write.ts';
import { type Environment, readEnvironment } from '../../../config/environment/environment.ts';
import { SYSTEM_ACCESS } from '../../../domain/access/system-access.ts';
import { VigieError } from '../../../domain/errors.ts';
import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import { actorOf } from '../../../identity/actor.ts';
import { VERSION } from '../../../main/version.ts';
import { recordAudit } from '../../../store/audit.ts';
import { openStore, type Store } from '../../../store/driver/database.ts';
import { explainingStore } from '../../../store/driver/failures/store-errors.ts';
import { runningServer } from '../../backend/connect.ts';
import { osUser } from '../../backend/os-user.ts';
import { remoteBackup } from '../../backend/remote.ts';
import { type Io, say } from '../../terminal/io.ts';
import { appliedText } from './migrate.ts';

export interface RestoreStoreOptions {
  replace?: boolean;
  withoutKey?: boolean;
}

/** Writes the store into a file that is not there yet, reads the file back, and only then gives it its name. */
export async function backUpStore(io: Io, file: string): Promise<void> {
  if (existsSync(file)) {
    throw new VigieError('conflict', {
      fr: `${file} existe déjà : nommez un autre fichier.`,
      en: `${file} is there already: name another file.`,
    });
  }
  const draft = `${file}.${process.pid}.part`;
  try {
    await withContents(readEnvironment(io.env), (contents) => writeFile(contents, draft));
    const { header, rows } = await checkBackup(draft);
    await rename(draft, file);
    const keyIds = header.keyIds.join(', ');
    const keys =
      keyIds === ''
        ? { fr: '', en: '' }
        : {
            fr: ` Les identifiants ne s’ouvrent qu’avec la clé ${keyIds}.`,
            en: ` Its credentials open with the key ${keyIds} only.`,
          };
    say(
      io,
      {
        fr: `${file} : ${rows} lignes de ${header.tables.length} tables.${keys.fr}`,
        en: `${file}: ${rows} rows of ${header.tables.length} tables.${keys.en}`,
      },
      {
        fr: 'VIGIE_SECRET_KEY, le fichier des règles et la base de Grafana se sauvegardent à part : docs/backup.md.',
        en: 'VIGIE_SECRET_KEY, the rules file and the database of Grafana are saved apart: docs/backup.md.',
      }
    );
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Makes the store what the file holds. */
export async function restoreStore(io: Io, file: string, options: RestoreStoreOptions): Promise<void> {
  const environment = readEnvironment(io.env);
  const server = await runningServer(environment);
  if (server !== undefined) {
    throw new VigieError('conflict', {
      fr: `Un serveur tourne sur cette base (${server.url}) : arrêtez-le, puis réessayez.`,
      en: `A backend runs on this store (${server.url}): stop it, then try again.`,
    });
  }
  const backup = await openBackup(file);
  try {
    const { rows, migrated } = await withOpenStore(environment, async (store) => {
      const restored = await restore(store, backup, {
        replace: options.replace ?? false,
        ...(options.withoutKey ? {} : { keyring: environment.keyring }),
      });
      const { at, version } = backup.header;
      const actor = actorOf(SYSTEM_ACCESS, { user: osUser(), role: null, org: null });
      await recordAudit(store.db, {
        ...actor,
        action: 'store.restore',
        target: { at, version },
        before: null,
        after: null,
      });
      return restored;
    });
    say(
      io,
      {
        fr: `${rows} lignes du ${backup.header.at} sont rétablies.`,
        en: `${rows} rows of ${backup.header.at} are restored.`,
      },
      ...migrated.map(appliedText),
      {
        fr: 'Lancez le serveur. Les lectures reprennent où la sauvegarde a été faite, et cherchent ce qui a changé depuis.',
        en: 'Start the backend. Readings go on where the backup was taken, and fetch what changed since.',
      }
    );
  } finally {
    backup.close();
  }
}

/** Of the running server's store where there is one: an embedded store opens for one process. */
async function withContents(environment: Environment, use: (contents: Readable) => Promise<void>): Promise<void> {
  const server = await runningServer(environment);
  if (server === undefined) {
    refuseMissing(environment);
  }
  await (server === undefined
    ? withOpenStore(environment, (store) => use(backUp(store, VERSION)))
    : use(await remoteBackup(server)));
}

/** Opening an embedded store makes it where there is none. */
function refuseMissing({ databaseUrl, dataDir }: Environment): void {
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'store'))) {
    throw new VigieError('not_found', {
      fr: `Il n’y a pas de base dans ${dataDir} : vérifiez VIGIE_DATA_DIR, ou définissez DATABASE_URL.`,
      en: `There is no store in ${dataDir}: check VIGIE_DATA_DIR, or set DATABASE_URL.`,
    });
  }
}

async function withOpenStore<T>(environment: Environment, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await explainingStore(environment, () => openStore(environment));
  try {
    return await explainingStore(environment, () => work(store));
  } finally {
    // What could not be opened rightly may not close either; the first failure is the one to tell.
    await store.close().catch(() => undefined);
  }
}

/** For its owner alone, and on the disk before it counts. */
async function writeFile(contents: Readable, file: string): Promise<void> {
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true });
  try {
    await pipeline(contents, target);
  } catch (error) {
    throw target.errored === null || target.errored !== error
      ? error
      : unwritable(file, error as NodeJS.ErrnoException);
  }
}

/** By the error codes of the system. */
const UNWRITABLE: Record<string, LocalizedText> = {
  ENOENT: { fr: 'son dossier n’existe pas', en: 'its folder does not exist' },
  EACCES: { fr: 'son dossier n’est pas ouvert en écriture', en: 'its folder may not be written' },
  ENOSPC: { fr: 'le disque est plein', en: 'the disk is full' },
};

function unwritable(file: string, { code }: NodeJS.ErrnoException): VigieError {
  const reason = UNWRITABLE[code ?? ''] ?? { fr: `${code}`, en: `${code}` };
  return new VigieError('invalid_request', {
    fr: `${file} ne peut être écrit : ${reason.fr}.`,
    en: `${file} cannot be written: ${reason.en}.`,
  });
}
