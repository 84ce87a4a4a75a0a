import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { GuardOrder } from './guard.ts';
import { announceGuard, nestedGuardsEnded } from './nested-guards.ts';
import { killGroup, type ProcessGroup } from './process-group.ts';

/** Something that ends with this process. */
interface Tied {
  order: Exclude<GuardOrder, { done: number }>;
  end: () => Promise<void>;
}

const tied = new Map<number, Tied>();
let lastId = 0;
let guard: { pipe: Socket; nested: string } | undefined;
let stopping: Promise<void> | undefined;

/**
 * Ties a process group or a folder to this process: whatever ends this process, even SIGKILL, ends or removes it too.
 * To be called before the thing exists, so that there is no moment at which it would be forgotten.
 *
 * @param end what {@link stopAllTied} does with it; it calls the function that this one returns
 * @returns how to forget it, once it is gone
 * @throws when everything is being stopped already
 */
export function tie(what: { group: ProcessGroup } | { folder: string }, end: () => Promise<void>): () => void {
  prepareToTie();
  lastId += 1;
  const id = lastId;
  const order = { id, ...what };
  tied.set(id, { order, end });
  tell(order);
  return () => {
    if (tied.delete(id)) {
      tell({ done: id });
    }
  };
}

/** Ends everything tied, the last first, and refuses what somebody would start meanwhile. */
export function stopAllTied(): Promise<void> {
  stopping ??= endAll();
  return stopping;
}

/** @throws when everything is being stopped: what is started now would stay. */
export function refuseWhileStopping(): void {
  if (isStopping()) {
    throw new Error('Nothing is started any more: this process is stopping.');
  }
}

/**
 * Starts the guard, unless it is there already. To be called before a process is started that is then tied: that process
 * inherits where to announce a guard of its own.
 *
 * @throws when everything is being stopped already
 */
export function prepareToTie(): void {
  refuseWhileStopping();
  guard ??= startGuard();
}

/** Whether {@link stopAllTied} was called: what fails from then on fails because of it. */
export function isStopping(): boolean {
  return stopping !== undefined;
}

async function endAll(): Promise<void> {
  const all = [...tied.values()].toReversed();
  for (const { order, end } of all) {
    if ('group' in order) {
      await end();
    }
  }
  if (guard) {
    await nestedGuardsEnded(guard.nested);
  }
  for (const { order, end } of all) {
    if ('folder' in order) {
      await end();
    }
  }
}

/** Kills every process tied, without waiting; the folders are the guard's once this process has ended. */
export function killAllTied(): void {
  for (const { order } of tied.values()) {
    if ('group' in order) {
      killGroup(order.group.pid);
    }
  }
}

function tell(order: GuardOrder): void {
  // A short write to a pipe is done when this returns: this process may be killed at the next instruction.
  guard?.pipe.write(`${JSON.stringify(order)}\n`);
}

/** In a session of its own, out of reach of the terminal's Ctrl-C; it keeps nobody waiting. */
function startGuard(): { pipe: Socket; nested: string } {
  const program = path.join(import.meta.dirname, 'guard.ts');
  const nested = path.join(tmpdir(), `vigie-guards-${randomBytes(4).toString('hex')}`);
  const child = spawn(process.execPath, [program, nested], {
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'ignore', 'ignore'],
    // Options of the parent (a test runner's, an inspector's) are not meant for it.
    env: { ...process.env, NODE_OPTIONS: undefined },
  });
  child.unref();
  const pipe = child.stdin as Socket;
  pipe.unref();
  pipe.on('error', () => undefined);
  if (child.pid !== undefined) {
    announceGuard(child.pid, nested);
  }
  return { pipe, nested };
}
