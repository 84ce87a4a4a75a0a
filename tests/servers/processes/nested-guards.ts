import { mkdirSync, writeFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { isRunning } from './process-group.ts';

/** Names the folder in which a process announces its guard to the process that started it. */
const ANNOUNCED_IN = 'VIGIE_TEST_GUARDS';
const POLL_MS = 20;
/** A guard gives what it ends ten seconds each; after this time its number belongs to somebody else. */
const PATIENCE_MS = 60_000;

/**
 * Announces this process's guard to the process that started this one, and names the folder in which the processes that
 * this one starts announce theirs. The folder is made by the first of them.
 *
 * A guard outlives its process for as long as it ends what that process left. Programs such as `initdb` make the missing
 * parents of their folders: the outer folders must not be removed before such a program has ended.
 */
export function announceGuard(pid: number, folder: string): void {
  const outer = process.env[ANNOUNCED_IN];
  if (outer !== undefined) {
    mkdirSync(outer, { recursive: true });
    writeFileSync(path.join(outer, String(pid)), '');
  }
  process.env[ANNOUNCED_IN] = folder;
}

/** Resolves once the guards announced in a folder have ended, and removes the folder. */
export async function nestedGuardsEnded(folder: string): Promise<void> {
  const pids = (await readdir(folder).catch(() => [])).map(Number);
  const deadline = performance.now() + PATIENCE_MS;
  while (pids.some(isRunning) && performance.now() < deadline) {
    await sleep(POLL_MS);
  }
  await rm(folder, { recursive: true, force: true });
}
