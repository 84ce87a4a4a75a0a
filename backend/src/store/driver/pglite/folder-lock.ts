import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { VigieError } from '../../../domain/errors.ts';

/** How long another process gets to take a stale lock away before it is looked at again. */
const TAKEOVER_WAIT_MS = 5;

/** Who holds a folder: the process, and when it started where the system tells, for numbers come back (in containers soon). */
interface Holder {
  pid: number;
  startedAt: string | null;
}

/**
 * Locks a data folder for this process with the file `store.lock`; a lock whose process is gone gives way.
 * PGlite itself does not notice a second process, and two of them would ruin the files.
 * (A lock by age, as lock libraries do it, needs a heartbeat: a long query of the embedded database would stop it.)
 *
 * @returns how to give the lock back
 * @throws {VigieError} `store_unavailable`, naming the process that holds the folder
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, 'store.lock');
  // The text of a lock is its own, so that one differs from another of the same process.
  const mine = path.join(folder, `store.lock.${randomUUID()}`);
  const self: Holder = { pid: process.pid, startedAt: await startOf(process.pid) };
  await writeFile(mine, JSON.stringify({ ...self, lock: path.basename(mine) }));
  try {
    const holder = await takeLock(file, mine);
    if (holder) {
      throw new VigieError('store_unavailable', {
        fr: `Le dossier de données ${folder} est utilisé par le processus ${holder.pid}. Adressez-vous à ce serveur, ou arrêtez-le d’abord.`,
        en: `The data folder ${folder} is in use by process ${holder.pid}. Talk to that server, or stop it first.`,
      });
    }
  } finally {
    await rm(mine, { force: true });
  }
  return () => rm(file, { force: true });
}

/** Makes `file` a link to `mine`; if a living process has it, tells which. */
async function takeLock(file: string, mine: string): Promise<Holder | undefined> {
  for (;;) {
    // A hard link appears whole or not at all, and fails when the name is taken.
    const taken = await link(mine, file).then(
      () => true,
      (error: NodeJS.ErrnoException) => (error.code === 'EEXIST' ? false : Promise.reject(error))
    );
    if (taken) {
      return undefined;
    }
    const text = await readText(file);
    if (text === undefined) {
      continue; // given back in between
    }
    const holder = parseHolder(text);
    if (holder && (await isAlive(holder))) {
      return holder;
    }
    await removeStale(file, mine, text);
  }
}

/** Takes a stale lock away. One process at a time may do so, or one would remove the lock that another just took. */
async function removeStale(file: string, mine: string, staleText: string): Promise<void> {
  const takeover = `${file}.takeover`;
  if (await takeLock(takeover, mine)) {
    await setTimeout(TAKEOVER_WAIT_MS);
    return;
  }
  try {
    if ((await readText(file)) === staleText) {
      await rm(file);
    }
  } finally {
    await rm(takeover, { force: true });
  }
}

function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? undefined : Promise.reject(error)
  );
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const { pid, startedAt } = value as Partial<Holder>;
    return Number.isInteger(pid) ? { pid: pid as number, startedAt: startedAt ?? null } : undefined;
  } catch {
    return undefined; // a file cut short by a crash: nobody holds it
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // alive, but another user's
  }
  const startedAt = await startOf(holder.pid);
  return holder.startedAt === null || startedAt === null || holder.startedAt === startedAt;
}

/** When a process started, in the system's own ticks since boot; null where there is no `/proc`. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The command's name, field 2, may hold spaces: count from its closing parenthesis. Field 22 is `starttime` (proc(5)).
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
