import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { leftovers, type Marker, processesWith } from './leftovers.ts';
import { killGroup } from './process-group.ts';
import { tie } from './tied.ts';
import { tiedFolder } from './tied-folder.ts';

/** How a program is ended: to the whole group is what a terminal's Ctrl-C does. */
export const ENDINGS = {
  'Ctrl-C': ['SIGINT', 'group'],
  SIGINT: ['SIGINT', 'process'],
  SIGTERM: ['SIGTERM', 'process'],
  SIGKILL: ['SIGKILL', 'process'],
} as const satisfies Record<string, [NodeJS.Signals, 'group' | 'process']>;
export type Ending = keyof typeof ENDINGS;

export interface Started {
  child: ChildProcess;
  /** Its folder for temporary files, its own. */
  folder: string;
  /** Resolves once what it has written, or the list of its processes, shows something. @throws when it ends before that */
  until(shown: (output: string, processes: () => string[]) => boolean): Promise<void>;
  /** Ends the program, and waits as {@link gone} does. */
  end(ending: Ending): Promise<Remains>;
  /** Waits for the end of the program and of what it started. */
  gone(): Promise<Remains>;
}

/** What is left of a program, once that had time to go. */
export interface Remains {
  /** Exit code of the program; null when a signal ended it. */
  code: number | null;
  /** What it has written. */
  output: string;
  /** Number and command line of those still running. */
  processes: string[];
  /** Names in the folder for temporary files. */
  files: string[];
}

const PATIENCE_MS = 180_000;

/** Starts a program of Node as the leader of a group, as a shell does, in an environment by which its processes are found. */
export function startProgram(t: Pick<TestContext, 'after'>, args: string[], env: NodeJS.ProcessEnv = {}): Started {
  const { path: folder, remove } = tiedFolder({ mode: 0o711 });
  const marker: Marker = { value: randomUUID(), folder };
  const child = spawn(process.execPath, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, VIGIE_TEST_MARKER: marker.value, TMPDIR: folder, NODE_TEST_CONTEXT: undefined },
  });
  let written = '';
  child.stdout.on('data', (chunk) => (written += String(chunk)));
  child.stderr.on('data', (chunk) => (written += String(chunk)));
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const pid = child.pid ?? 0;
  // Not tied like a server: what the program leaves in its group has to stay, to be seen.
  const forget = tie({ group: { pid, signal: 'SIGKILL', graceMs: 0 } }, async () => killGroup(pid));
  t.after(async () => {
    killGroup(pid);
    await ended;
    forget();
    await remove();
  });

  const gone = async (): Promise<Remains> => {
    const [code] = await ended;
    const processes = await leftovers(marker);
    return { code, output: written, processes, files: readdirSync(folder) };
  };
  return {
    child,
    folder,
    async until(shown) {
      const deadline = performance.now() + PATIENCE_MS;
      while (!shown(written, () => processesWith(marker))) {
        if (child.exitCode !== null || performance.now() > deadline) {
          throw new Error(`the program did not come so far (exit code ${child.exitCode}): ${written}`);
        }
        await sleep(50);
      }
    },
    end(ending) {
      const [signal, to] = ENDINGS[ending];
      process.kill((to === 'group' ? -1 : 1) * pid, signal);
      return gone();
    },
    gone,
  };
}
