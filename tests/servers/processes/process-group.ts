import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that leads a group of its own, and how it is ended. */
export interface ProcessGroup {
  pid: number;
  /** What makes the process end by itself. */
  signal: NodeJS.Signals;
  /** Time it has to do so before it is killed, in milliseconds. */
  graceMs: number;
}

const POLL_MS = 20;

/** Ends a process, politely for as long as its grace lasts, then whatever is left of what it started. */
export async function endGroup({ pid, signal, graceMs }: ProcessGroup): Promise<void> {
  if (send(pid, signal)) {
    const deadline = performance.now() + graceMs;
    while (isRunning(pid) && performance.now() < deadline) {
      await sleep(POLL_MS);
    }
  }
  killGroup(pid);
}

/** Kills a process and all that it started. Windows knows no groups: there only the process itself. */
export function killGroup(pid: number): void {
  send(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
}

/** @returns false when there is no such process any more. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** A process that has ended but that nobody has waited for still has its number: in a container it may stay so forever. */
export function isRunning(pid: number): boolean {
  return send(pid, 0) && !isZombie(pid);
}

function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 3 of proc(5); the name before it, in parentheses, may hold anything.
    return stat.charAt(stat.lastIndexOf(')') + 2) === 'Z';
  } catch {
    return false; // no /proc here, or the process is gone by now
  }
}
