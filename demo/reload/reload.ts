import path from 'node:path';

import { isStopping } from '../../tests/servers/processes/tied.ts';
import { runTied, startTied } from '../../tests/servers/processes/tied-process.ts';
import { watchFolders } from '../../tests/watch/watch-folders.ts';
import { sentenceOf } from '../failure.ts';
import type { Stack } from '../stack.ts';

/** A part that is stopped and started again, on the same address and data. */
interface Part {
  close(): Promise<void>;
  startAgain(): Promise<Part>;
}

export interface ReloadOptions {
  /** Of the checkout. */
  root: string;
  /** A line for the person at the terminal. */
  say: (line: string) => void;
}

/**
 * Follows the sources: webpack builds the React part at each change, the backend starts again, and so does Grafana with the Go part
 * rebuilt. It ends with this process.
 */
export function startReload(stack: Pick<Stack, 'backend' | 'grafana'>, options: ReloadOptions): void {
  const { root } = options;
  startTied('webpack', ['-w', '-c', './webpack.config.ts', '--env', 'development'], {
    cwd: root,
    output: ['inherit', 'inherit'],
  });
  follow(['backend/src', 'sql/store'], isSource, restarting('backend', stack.backend, options), options);
  const { grafana } = stack;
  if (grafana) {
    const restart = restarting('Grafana', grafana, options);
    follow(['pkg'], isSource, async () => ((await buildGo(root)) ? restart() : undefined), options);
  }
}

/** Tests and what they read change nothing that runs. */
export function isSource(file: string): boolean {
  return /\.(ts|sql|go)$/.test(file) && !/\.test\.ts$|_test\.go$/.test(file);
}

/**
 * Restarts a part, whatever number of times. One that does not start because of an error in its sources is said to, and starts with the
 * change that corrects it.
 */
export function restarting(name: string, part: Part, { say }: Pick<ReloadOptions, 'say'>): () => Promise<void> {
  let current = part;
  return async () => {
    say(`${name}: starting again…`);
    await current.close();
    current = await current.startAgain();
    say(`${name}: started again`);
  };
}

function follow(
  folders: readonly string[],
  counts: (file: string) => boolean,
  work: () => Promise<void>,
  { root, say }: ReloadOptions
): void {
  watchFolders({
    root,
    folders,
    counts,
    work: async (files) => {
      say(`${files.join(', ')} changed`);
      try {
        await work();
      } catch (error) {
        // Whatever is being started when a signal comes fails because of it.
        if (!isStopping()) {
          say(`${sentenceOf(error)} Waiting for the next change.`);
        }
      }
    },
  });
}

/** @returns whether it is built; what is wrong with it has been shown by the compiler */
async function buildGo(root: string): Promise<boolean> {
  const program = path.join(root, 'scripts', 'build-plugin.ts');
  const { code } = await runTied(process.execPath, [program, '--go'], { cwd: root, output: ['inherit', 'inherit'] });
  return code === 0;
}
