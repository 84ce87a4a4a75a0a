import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

import { endGroup, killGroup, type ProcessGroup } from './process-group.ts';
import { prepareToTie, tie } from './tied.ts';

type Output = 'ignore' | 'inherit' | 'pipe' | number;

export interface TiedOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
  /** Standard output and standard error, a number for an open file; there is no standard input. Both are ignored by default. */
  output?: [Output, Output];
  /** What makes it end by itself; SIGTERM by default. */
  stopSignal?: NodeJS.Signals;
  /** Time it has to do so before it is killed; 10 seconds by default. */
  graceMs?: number;
}

export interface TiedProcess {
  child: ChildProcess;
  pid: number;
  /** Resolves when the process has ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Ends the process and all that it started, and resolves when it is gone. Stopping twice is fine. */
  stop(): Promise<void>;
}

/** The program takes the place of a shell that first waits to be known to the guard: one that is not never starts. */
const BEGIN_WHEN_TIED = 'read -r go && exec "$@" < /dev/null';

/**
 * Starts a program that ends with this process, however this process ends, and takes with it whatever it has started.
 * It leads a group of its own: the terminal's Ctrl-C reaches this process alone, which then stops it in good order.
 *
 * A program that is not there ends with the exit code 127, as in a shell.
 *
 * @throws when everything is being stopped already
 */
export function startTied(command: string, args: readonly string[], options: TiedOptions = {}): TiedProcess {
  prepareToTie();
  const { output = ['ignore', 'ignore'], stopSignal = 'SIGTERM', graceMs = 10_000, ...settings } = options;
  const groups = process.platform !== 'win32';
  const child = groups
    ? spawn('/bin/sh', ['-c', BEGIN_WHEN_TIED, 'sh', command, ...args], {
        ...settings,
        detached: true,
        stdio: ['pipe', ...output],
      })
    : spawn(command, args, { ...settings, stdio: ['ignore', ...output] });
  const { pid } = child;
  if (pid === undefined) {
    throw new Error(`${command} cannot be started.`);
  }
  const group: ProcessGroup = { pid, signal: stopSignal, graceMs };
  const ended = new Promise<Awaited<TiedProcess['ended']>>((resolve) => {
    child.once('exit', (code, signal) => {
      killGroup(pid);
      forget();
      resolve({ code, signal });
    });
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      await endGroup(group);
    }
    await ended;
  };
  const forget = tie({ group }, stop);
  // It may have ended before it read this.
  child.stdin?.on('error', () => undefined).end('go\n');
  return { child, pid, ended, stop };
}

/** Runs a program to its end, tied like {@link startTied}; what it writes to a pipe is given back. */
export async function runTied(
  command: string,
  args: readonly string[],
  options: TiedOptions = {}
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { child, ended } = startTied(command, args, options);
  const [{ code }, stdout, stderr] = await Promise.all([
    ended,
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
  ]);
  return { code, stdout, stderr };
}
